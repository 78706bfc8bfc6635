#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/core/trace.hpp>

namespace baton::inline v0 {

/// How a `SpdlogTracer` writes.
struct SpdlogTracerOptions {
  enum class Level : std::uint8_t { trace, debug, info, warn, error };
  /// The name under which the application has registered its logger with spdlog. When there is none,
  /// spdlog's default logger is used.
  std::string logger = "baton";
  Level level = Level::debug;          ///< of a span that succeeded
  Level error_level = Level::warn;     ///< of a span that failed
  std::size_t max_open = 100'000;      ///< spans that have not ended; further ones are not written
  std::size_t max_text_bytes = 512;    ///< of a name or a value; longer ones are cut
};

/// Writes one line for each span that ends, through spdlog:
///
///     #7<5 model chat gpt-4.1-mini 11.0 ms gen_ai.usage.input_tokens=31
///
/// `#7<5` is the span and its parent. Control characters are escaped, so that untrusted text cannot forge
/// a line. The logger is looked up once, in the constructor: register yours first. Members may be called
/// from any thread; spdlog's own sinks do the writing.
///
///     spdlog::register_logger(my_logger_called_baton);
///     auto context = Context{}.with_tracer(std::make_shared<SpdlogTracer>());
class BATON_EXPORT SpdlogTracer : public Tracer {
 public:
  explicit SpdlogTracer(SpdlogTracerOptions options = {});
  SpdlogTracer(const SpdlogTracer&) = delete;
  SpdlogTracer& operator=(const SpdlogTracer&) = delete;
  ~SpdlogTracer() override;

  SpanId begin(SpanKind kind, std::string_view name, SpanId parent) noexcept override;
  void attribute(SpanId span, std::string_view key, AttributeValue value) noexcept override;
  void end(SpanId span, const Error* error) noexcept override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
