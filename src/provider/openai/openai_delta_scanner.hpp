#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::inline v0::detail {

/// Reads the one chunk shape that makes up nearly all of a stream, without building a tree:
///
///     {…,"choices":[{"index":0,"delta":{"content":"…"},…,"finish_reason":null}],…}
///
/// It is exact: it accepts only what is JSON and says nothing but one piece of text (or reasoning) of
/// choice 0. Everything else (tool calls, usage, errors, log probabilities, a finish reason, escapes in
/// names, duplicate names, numbers that could overflow, invalid UTF-8) it leaves to the full parser by
/// giving false. Consecutive chunks begin and mostly end alike; the bytes up to the text that equal the
/// last accepted chunk's are compared, not parsed again, which changes no result because the scanner's
/// state depends on those bytes alone.
class OpenAiDeltaScanner {
 public:
  enum class Kind : std::uint8_t { none, text, reasoning };

  /// Whether `event` has the shape; then `kind()` and `piece()` tell what it says.
  [[nodiscard]] bool scan(std::string_view event);
  [[nodiscard]] Kind kind() const noexcept { return seen_.kind; }
  /// The unescaped text: a view into the event or into the scanner, until the next `scan`.
  [[nodiscard]] std::string_view piece() const noexcept { return piece_; }

 private:
  /// Which members have been met: a second one of a name is left to the full parser.
  struct Seen {
    Kind kind = Kind::none;
    bool choices = false;
    bool delta = false;
    bool content = false;
    bool reasoning = false;
    bool reasoning_content = false;
    bool finish = false;
    bool index = false;
  };

  using Member = bool (OpenAiDeltaScanner::*)(std::string_view key);

  bool scan_all();
  bool resume();
  bool rest();  // everything after the text of the delta

  bool object(Member member);
  bool object_rest(Member member);
  bool one_member(Member member);
  bool chunk_member(std::string_view key);
  bool choice_member(std::string_view key);
  bool delta_member(std::string_view key);
  bool delta_text(Kind kind, bool& seen);
  bool choices();
  bool choices_rest();
  bool end();

  bool text(std::string_view& value);
  bool text_slow(std::string_view& value, const char* from);
  bool escape();
  bool hex4(unsigned& value);
  bool plain_string(std::string_view& value);
  bool skip_value(int depth);
  bool skip_container(char close, int depth);
  bool skip_number();
  bool literal(std::string_view word);
  bool null_or_empty();
  bool zero();
  bool take(char c);
  void space() noexcept;

  const char* at_ = nullptr;
  const char* end_ = nullptr;
  const char* begin_ = nullptr;
  Seen seen_;
  std::string_view piece_;
  std::string unescaped_;

  std::size_t text_at_ = 0;   // where the text of this chunk begins, or 0
  Seen text_seen_;            // what had been met there
  std::string prefix_;        // of the last accepted chunk, up to and with the opening quote
  std::string suffix_;        // of the last accepted chunk, from after the closing quote
  Seen prefix_seen_;
};

}  // namespace baton::inline v0::detail
