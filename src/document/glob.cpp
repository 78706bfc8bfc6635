#include "document/glob.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace baton::inline v0::detail {
namespace {

constexpr auto npos = std::string_view::npos;

bool in_named_class(std::string_view name, unsigned char c) {
  using Test = int (*)(int);
  static constexpr std::array<std::pair<std::string_view, Test>, 12> classes = {{
      {"alnum", std::isalnum},
      {"alpha", std::isalpha},
      {"blank", std::isblank},
      {"cntrl", std::iscntrl},
      {"digit", std::isdigit},
      {"graph", std::isgraph},
      {"lower", std::islower},
      {"print", std::isprint},
      {"punct", std::ispunct},
      {"space", std::isspace},
      {"upper", std::isupper},
      {"xdigit", std::isxdigit},
  }};
  for (const auto& [known, test] : classes) {
    if (known == name) return c < 0x80 && test(c) != 0;
  }
  return false;
}

struct Bracket {
  std::size_t end = npos;  ///< behind the closing bracket; npos when there is none
  bool matches = false;
};

/// Reads one possibly escaped character of a bracket and moves behind it.
unsigned char bracket_char(std::string_view pattern, std::size_t& at) {
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  return static_cast<unsigned char>(pattern[at++]);
}

/// Reads "[:name:]" at `at`; false when there is none.
bool read_named(std::string_view pattern, std::size_t& at, unsigned char c, bool& found) {
  if (pattern.substr(at, 2) != "[:") return false;
  const std::size_t close = pattern.find(":]", at + 2);
  if (close == npos) return false;
  found = found || in_named_class(pattern.substr(at + 2, close - at - 2), c);
  at = close + 2;
  return true;
}

/// Evaluates the bracket expression whose `[` is at `at`.
Bracket match_bracket(std::string_view pattern, std::size_t at, unsigned char c) {
  ++at;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return {at + 1, found != negated && c != '/'};
    if (read_named(pattern, at, c, found)) continue;
    const unsigned char low = bracket_char(pattern, at);
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      const unsigned char high = bracket_char(pattern, at);
      found = found || (low <= c && c <= high);
    } else {
      found = found || low == c;
    }
  }
  return {};
}

/// Backtracking with a memory of the pairs that were tried, so that none is tried twice.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view text) : pattern_(pattern), text_(text) {}

  bool run() { return match(0, 0); }

 private:
  bool match(std::size_t p, std::size_t t) {
    for (; p < pattern_.size(); ++t) {
      if (pattern_[p] == '*') return match_star(p, t);
      if (t == text_.size() || !match_one(p, text_[t])) return false;
    }
    return t == text_.size();
  }

  /// Matches one character and moves `p` behind what matched it.
  bool match_one(std::size_t& p, char c) const {
    switch (pattern_[p]) {
      case '?':
        ++p;
        return c != '/';
      case '[': {
        const Bracket bracket = match_bracket(pattern_, p, static_cast<unsigned char>(c));
        p = bracket.end;
        return bracket.end != npos && bracket.matches;
      }
      case '\\':
        if (++p == pattern_.size()) return false;
        [[fallthrough]];
      default:
        return pattern_[p++] == c;
    }
  }

  bool match_star(std::size_t p, std::size_t t) {
    const std::size_t after = std::min(pattern_.find_first_not_of('*', p), pattern_.size());
    const bool starts = p == 0 || pattern_[p - 1] == '/';
    const bool ends = after == pattern_.size() || pattern_[after] == '/';
    const bool crosses = after - p >= 2 && starts && ends;
    if (crosses && after < pattern_.size() && match(after + 1, t)) return true;
    for (std::size_t to = t; !tried(p, to); ++to) {
      if (match(after, to)) return true;
      if (to == text_.size() || (!crosses && text_[to] == '/')) break;
    }
    return false;
  }

  /// Whether the star at `p` was already tried with the rest of the pattern from `t` on: a match
  /// ends the whole search, so what was tried has failed.
  bool tried(std::size_t p, std::size_t t) {
    if (tried_.empty()) tried_.resize((pattern_.size() + 1) * (text_.size() + 1));
    auto mark = tried_[p * (text_.size() + 1) + t];
    const bool before = mark;
    mark = true;
    return before;
  }

  std::string_view pattern_;
  std::string_view text_;
  std::vector<bool> tried_;
};

}  // namespace

bool glob_is_literal(std::string_view pattern) noexcept {
  return pattern.find_first_of("*?[\\") == npos;
}

bool glob_match(std::string_view pattern, std::string_view text) {
  return Matcher(pattern, text).run();
}

}  // namespace baton::inline v0::detail
