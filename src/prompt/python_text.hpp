#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "prompt/value.hpp"

/// How Python writes values down.
namespace baton::inline v0::jinja {

/// Text that stops growing at `max_bytes`: `append` throws `ValueError` with `limit_exceeded`.
class BoundedText {
 public:
  explicit BoundedText(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  void append(std::string_view text);
  void append(std::size_t count, char c);
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void require(std::size_t more) const;

  std::string text_;
  std::size_t max_bytes_;
};

/// `repr(float)`: the shortest text that reads back the same.
[[nodiscard]] std::string float_repr(double value);
/// `str(value)`. Throws for undefined values, also inside lists, and for lazy sequences.
[[nodiscard]] std::string to_text(const Value& value, std::size_t max_bytes);
/// `repr(value)`, which is how elements of lists are printed.
[[nodiscard]] std::string repr(const Value& value, std::size_t max_bytes);
/// Jinja2's `tojson`: sorted keys, ASCII only, and `<`, `>`, `&`, `'` as \u escapes.
[[nodiscard]] std::string to_json(const Value& value, std::size_t indent, bool pretty,
                                  std::size_t max_bytes);

}  // namespace baton::inline v0::jinja
