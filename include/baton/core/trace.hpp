#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include <baton/core/error.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// What a span stands for.
enum class SpanKind : std::uint8_t { step, model, embedding, retrieval, http, tool };

/// Identifies a span within one tracer; 0 means "no span".
using SpanId = std::uint64_t;

/// The value of a span attribute. Views live only for the call.
using AttributeValue = std::variant<std::int64_t, double, bool, std::string_view>;

/// The one hook through which everything is observed: implement it to see every step, model call,
/// retrieval and HTTP request. Calls may come from any thread at once. Implementations must not throw.
class BATON_EXPORT Tracer {
 public:
  virtual ~Tracer();
  /// A span begins; the returned id must not be 0. `parent` is 0 for a root.
  virtual SpanId begin(SpanKind kind, std::string_view name, SpanId parent) noexcept = 0;
  /// An attribute, under the name of OpenTelemetry's semantic conventions where there is one.
  virtual void attribute(SpanId span, std::string_view key, AttributeValue value) noexcept = 0;
  /// The span ends; `error` is null when it succeeded.
  virtual void end(SpanId span, const Error* error) noexcept = 0;
};

}  // namespace baton::inline v0
