#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Cuts lines out of blocks that arrive cut anywhere: the part that `SseDecoder` and `NdjsonDecoder`
/// share. A line that lies within one block is given as a view into that block, without a copy.
///
/// Every byte is looked at once, however small the blocks. A line over the cap throws `limit_exceeded`,
/// also before its end has arrived, so that a line without end cannot fill the memory. Not thread-safe.
class BATON_EXPORT LineBuffer {
 public:
  enum class Ending : std::uint8_t {
    lf,   ///< only "\n" ends a line; a "\r" in front of it is kept
    any,  ///< "\n", "\r" or "\r\n" ends a line
  };

  LineBuffer(Ending ending, std::size_t max_line) noexcept : ending_(ending), max_line_(max_line) {}

  /// Appends a copy of `block`. Ends the life of every view given before.
  void feed(std::string_view block);
  /// Takes `block` over, without a copy when all lines before it have been taken.
  void feed(std::string&& block);
  /// The next whole line without its ending, or `nullopt` when more input is needed. Valid until
  /// `feed` or `forget_taken`.
  [[nodiscard]] std::optional<std::string_view> next();
  /// Frees the memory of the lines that have been taken, which ends the life of their views. For whoever
  /// waits for more input: thousands of streams would each keep a block.
  void forget_taken();
  /// The bytes behind the last whole line.
  [[nodiscard]] std::string_view rest() const noexcept { return std::string_view(text_).substr(start_); }

 private:
  void look_for_cr(std::string_view block) noexcept;
  [[nodiscard]] std::size_t find_end() const noexcept;
  [[nodiscard]] std::string_view take_line(std::size_t end);
  void check(std::size_t length) const;

  Ending ending_;
  std::size_t max_line_;
  std::string text_;
  std::size_t start_ = 0;    // of the line that is being read
  std::size_t scanned_ = 0;  // no line ending before this
  bool has_cr_ = false;      // whether "\r" may end a line of `text_`
  bool skip_lf_ = false;     // a "\n" here belongs to the "\r" that ended the last line
};

}  // namespace baton::inline v0
