#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <baton/core/fixed_string.hpp>

/// The compile-time reading of a prompt's text. Applications have no need of it.
namespace baton::inline v0::detail {

/// A stretch of the source: literal text, or the name of a variable.
struct PromptPiece {
  std::size_t begin = 0;
  std::size_t size = 0;
  bool variable = false;
};

enum class PromptFault { none, unclosed_brace, stray_closing_brace, bad_name };

template <std::size_t Capacity>
struct ParsedPrompt {
  std::array<PromptPiece, Capacity> pieces{};
  std::size_t count = 0;
  PromptFault fault = PromptFault::none;
  std::string_view source;

  constexpr void add(std::size_t begin, std::size_t end, bool variable) {
    if (end > begin) pieces[count++] = {begin, end - begin, variable};
  }
  [[nodiscard]] constexpr std::size_t variables() const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < count; ++i) n += pieces[i].variable ? 1U : 0U;
    return n;
  }
  /// The name of the nth variable, in order of appearance.
  [[nodiscard]] constexpr std::string_view variable(std::size_t n) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (pieces[i].variable && n-- == 0) return source.substr(pieces[i].begin, pieces[i].size);
    }
    return {};
  }
  [[nodiscard]] constexpr bool uses(std::string_view name) const {
    for (std::size_t n = 0; n < variables(); ++n) {
      if (variable(n) == name) return true;
    }
    return false;
  }
  /// How many different variables there are.
  [[nodiscard]] constexpr std::size_t distinct() const {
    std::size_t different = 0;
    for (std::size_t n = 0; n < variables(); ++n) {
      bool seen = false;
      for (std::size_t m = 0; m < n; ++m) seen = seen || variable(m) == variable(n);
      different += seen ? 0U : 1U;
    }
    return different;
  }
};

constexpr bool is_variable_name(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  if (name.empty() || !letter(name.front())) return false;
  for (const char c : name) {
    if (!letter(c) && (c < '0' || c > '9')) return false;
  }
  return true;
}

/// Where the variable that opens at `begin` closes, or the size of the source. (A loop: GCC 12 under
/// -fsanitize=undefined takes `find` on a template argument's characters for not constant.)
constexpr std::size_t closing_brace(std::string_view source, std::size_t begin) {
  while (begin < source.size() && source[begin] != '}') ++begin;
  return begin;
}

template <std::size_t Capacity>
constexpr ParsedPrompt<Capacity> read_prompt(std::string_view source) {
  ParsedPrompt<Capacity> parsed;
  parsed.source = source;
  const auto failed = [&](PromptFault fault) {
    parsed.fault = fault;
    return parsed;
  };
  std::size_t literal = 0;
  std::size_t i = 0;
  while (i < source.size()) {
    const char c = source[i];
    const bool doubled = i + 1 < source.size() && source[i + 1] == c;
    if (c != '{' && c != '}') {
      ++i;
    } else if (doubled) {  // the first brace is text, the second is skipped
      parsed.add(literal, i + 1, false);
      literal = i += 2;
    } else if (c == '}') {
      return failed(PromptFault::stray_closing_brace);
    } else {
      parsed.add(literal, i, false);
      const std::size_t end = closing_brace(source, i);
      if (end == source.size()) return failed(PromptFault::unclosed_brace);
      if (!is_variable_name(source.substr(i + 1, end - i - 1))) return failed(PromptFault::bad_name);
      parsed.add(i + 1, end, true);
      literal = i = end + 1;
    }
  }
  parsed.add(literal, source.size(), false);
  return parsed;
}

template <FixedString Source>
consteval auto parse_prompt() {
  constexpr auto parsed = read_prompt<Source.view().size() + 1>(Source.view());
  static_assert(parsed.fault != PromptFault::unclosed_brace,
                "baton: the prompt has a '{' without its '}': close it, or write '{{' for a brace");
  static_assert(parsed.fault != PromptFault::stray_closing_brace,
                "baton: the prompt has a '}' without its '{': write '}}' for a brace");
  static_assert(parsed.fault != PromptFault::bad_name,
                "baton: a prompt variable must be a name of letters, digits and '_': write '{{' for a "
                "brace that is text");
  return parsed;
}

/// A variable's name as a template argument, so that the compiler's messages show it.
template <FixedString Source, std::size_t Index>
consteval auto variable_name() {
  constexpr auto name = parse_prompt<Source>().variable(Index);
  return FixedString<name.size() + 1>(name);
}

}  // namespace baton::inline v0::detail
