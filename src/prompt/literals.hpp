#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "prompt/value.hpp"

/// Literals of the template language and the numbers that Python reads from text.
namespace baton::inline v0::jinja {

struct NumberLiteral {
  std::size_t size = 0;  // bytes of source
  std::string digits;    // without '_'
  bool is_real = false;
};

/// Scans the number `text` begins with; there must be a digit. Behind a dot no float may begin.
[[nodiscard]] NumberLiteral scan_number(std::string_view text, bool after_dot);
/// The value of scanned digits. Throws `ValueError` when an integer leaves 64 bits.
[[nodiscard]] Value number_value(const std::string& digits, bool is_real);
/// Python's `int(text, base)`; nothing when the text is no integer, throws when it leaves 64 bits.
[[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view text, int base);
/// Python's `float(text)`.
[[nodiscard]] std::optional<double> read_float(std::string_view text);
/// Python's escapes in a string literal; nothing when one is malformed.
[[nodiscard]] std::optional<std::string> unescape(std::string_view body);

}  // namespace baton::inline v0::jinja
