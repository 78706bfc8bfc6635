#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace baton::inline v0 {

/// A regular expression of JSON Schema (ECMA 262), run by RE2 in linear time. Immutable, thread-safe.
/// Constructs that RE2 does not have (look-around, back references) throw `unsupported`.
class Pattern {
 public:
  explicit Pattern(std::string_view ecma);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  /// Whether it matches anywhere in `text`.
  [[nodiscard]] bool found_in(std::string_view text) const;

 private:
  std::unique_ptr<re2::RE2> compiled_;
};

/// The pattern compiled once per process. For the few patterns written in programs, not for input.
[[nodiscard]] const Pattern& cached_pattern(std::string_view ecma);

/// How many code points well-formed UTF-8 has.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

}  // namespace baton::inline v0
