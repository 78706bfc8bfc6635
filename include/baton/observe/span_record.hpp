#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/trace.hpp>

namespace baton::inline v0 {

/// The value of an attribute that outlives the call that set it.
using SpanValue = std::variant<std::int64_t, double, bool, std::string>;

/// One recorded span. A plain value.
struct SpanRecord {
  SpanId id = 0;
  SpanId parent = 0;  ///< 0 for a root
  SpanKind kind = SpanKind::step;
  std::string name;
  std::chrono::nanoseconds begin{};  ///< since the tracer was made
  std::chrono::nanoseconds duration{};  ///< 0 while `running`
  bool running = true;
  std::vector<std::pair<std::string, SpanValue>> attributes;  ///< in the order they were first set
  std::optional<Error> error;                                 ///< when the span failed

  /// The attribute `key`, or null.
  [[nodiscard]] BATON_EXPORT const SpanValue* find(std::string_view key) const noexcept;
};

/// The kind's name: "model".
[[nodiscard]] BATON_EXPORT std::string_view to_string(SpanKind kind) noexcept;

/// The spans as a tree to read, one a line with its duration, attributes and error:
///
///     rag                              12.4 ms
///     ├─ retrieval hybrid               1.2 ms  items=4
///     └─ model chat gpt-4.1-mini       11.0 ms  gen_ai.usage.input_tokens=31
///        └─ http POST api.openai.com   10.9 ms  http.response.status_code=200
///
/// A span whose parent is not among them counts as a root. Control characters and ill-formed UTF-8 in
/// names, attributes and errors are escaped, so that untrusted text cannot forge a line.
[[nodiscard]] BATON_EXPORT std::string tree(std::span<const SpanRecord> spans);

}  // namespace baton::inline v0
