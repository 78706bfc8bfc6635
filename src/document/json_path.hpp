#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// Reads JSON byte by byte, without a check, and knows where it is. Any text may be given.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  /// Goes on to the byte at `offset`, which is not before the last one.
  void advance(std::size_t offset);
  [[nodiscard]] std::size_t depth() const noexcept { return depth_; }
  [[nodiscard]] bool in_string() const noexcept { return in_string_; }
  /// The JSON pointer (RFC 6901) of the value that stands at, or begins behind, the place reached.
  [[nodiscard]] std::string pointer() const;

 private:
  struct Level {
    bool array = false;
    bool at_key = false;       ///< an object's next string is a key
    std::size_t index = 0;     ///< in an array
    std::string_view key;      ///< in an object, as written
  };
  void take(char c, std::size_t at);
  void enter(bool array);
  void leave();
  void end_string(std::size_t at);
  [[nodiscard]] std::string_view key_ahead() const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t string_begin_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  std::vector<Level> levels_;  ///< the outermost ones, see `max_levels`
};

}  // namespace baton::inline v0::detail
