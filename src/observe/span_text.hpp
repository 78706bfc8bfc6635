#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <baton/observe/span_record.hpp>

/// The pieces of text that every tracer writes.
namespace baton::inline v0::detail {

/// `text` on one line: control characters as \n or \x1b, ill-formed UTF-8 as U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);
/// "850 µs", "12.4 ms", "3.20 s".
[[nodiscard]] std::string duration_text(std::chrono::nanoseconds duration);
/// "model chat gpt-4.1-mini"; a step stands for itself.
[[nodiscard]] std::string title(SpanKind kind, std::string_view name);
/// " key=value", quoted where it holds a space.
[[nodiscard]] std::string attribute_text(std::string_view key, const SpanValue& value);
/// The value, with at most `max_bytes` of a text.
[[nodiscard]] SpanValue owned(const AttributeValue& value, std::size_t max_bytes);

}  // namespace baton::inline v0::detail
