#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/trace.hpp>
#include <baton/observe/span_record.hpp>

namespace baton::inline v0 {

/// How much a `MemoryTracer` keeps.
struct MemoryTracerOptions {
  std::size_t max_spans = 10'000;     ///< further ones are counted, not kept
  std::size_t max_attributes = 64;    ///< of one span
  std::size_t max_text_bytes = 4096;  ///< of a name or a value; longer ones are cut
};

/// Records spans in memory: for tests, for a debugger's view, for a "what happened" page.
///
/// It keeps what it is told: values of attributes, never a `Secret`, which no attribute can hold. Bounded
/// by its options. All members may be called from any thread; a span costs one short lock at each end.
///
///     auto tracer = std::make_shared<MemoryTracer>();
///     chain.invoke("cats", Context{}.with_tracer(tracer));
///     std::cout << tracer->tree();
class BATON_EXPORT MemoryTracer : public Tracer {
 public:
  explicit MemoryTracer(MemoryTracerOptions options = {});
  ~MemoryTracer() override;

  SpanId begin(SpanKind kind, std::string_view name, SpanId parent) noexcept override;
  void attribute(SpanId span, std::string_view key, AttributeValue value) noexcept override;
  void end(SpanId span, const Error* error) noexcept override;

  /// A copy of what was recorded, in the order in which the spans began.
  [[nodiscard]] std::vector<SpanRecord> spans() const;
  /// The spans as a tree to read; see `tree(std::span<const SpanRecord>)`.
  [[nodiscard]] std::string tree() const;
  /// Writes `tree()` to standard error.
  void print() const;
  /// How many spans did not fit since the last `clear()`.
  [[nodiscard]] std::size_t dropped() const;
  /// Forgets everything. What still runs is not recorded when it ends.
  void clear();

 private:
  [[nodiscard]] SpanRecord* find(SpanId span) noexcept;
  [[nodiscard]] std::chrono::nanoseconds now() const noexcept;

  const MemoryTracerOptions options_;
  const std::chrono::steady_clock::time_point origin_ = std::chrono::steady_clock::now();
  mutable std::mutex mutex_;
  std::deque<SpanRecord> spans_;
  SpanId first_ = 1;  // the id of spans_.front()
  SpanId next_ = 1;
};

}  // namespace baton::inline v0
