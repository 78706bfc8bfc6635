#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Python's view of text: what Jinja2's filters see. All functions expect well-formed UTF-8.
namespace baton::inline v0::jinja {

/// Decodes the code point at `at` and moves `at` behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at) noexcept;
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;
/// The byte offset of code point `index`, or the size when there are fewer.
[[nodiscard]] std::size_t offset_of(std::string_view text, std::size_t index) noexcept;
/// One string for each code point.
[[nodiscard]] std::vector<std::string> characters(std::string_view text);

[[nodiscard]] bool is_space(char32_t c) noexcept;
[[nodiscard]] bool is_alphanumeric(char32_t c) noexcept;
[[nodiscard]] bool is_printable(char32_t c) noexcept;

/// `str.upper` and `str.lower`, but for the Greek final sigma, which becomes σ.
[[nodiscard]] std::string upper(std::string_view text);
[[nodiscard]] std::string lower(std::string_view text);
/// `str.capitalize`: the first code point in title case, the rest lower.
[[nodiscard]] std::string capitalize(std::string_view text);

[[nodiscard]] std::string_view strip_left(std::string_view text) noexcept;
[[nodiscard]] std::string_view strip_right(std::string_view text) noexcept;
/// `str.strip(set)`.
[[nodiscard]] std::string_view strip_set(std::string_view text, std::string_view set);
/// `str.splitlines()`.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);
/// Newlines of every platform as "\n".
[[nodiscard]] std::string normalize_newlines(std::string_view text);

}  // namespace baton::inline v0::jinja
