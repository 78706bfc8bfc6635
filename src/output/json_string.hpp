#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::inline v0 {

/// Decodes the inside of one JSON string that arrives in pieces, into a target that is well-formed UTF-8
/// at any time: bytes of an unfinished character and a lone half of a surrogate pair are held back.
class JsonStringDecoder {
 public:
  enum class Step : std::uint8_t { more, end, bad };

  void begin(std::string& target);
  /// Consumes from the front of `text` up to the closing quote, its own end, or a malformed byte.
  Step feed(std::string_view& text);
  /// What is wrong, after `bad`.
  [[nodiscard]] const char* problem() const noexcept { return problem_; }
  /// Whether the last `feed` added to the target.
  [[nodiscard]] bool grew() const noexcept { return grew_; }

 private:
  enum class State : std::uint8_t { plain, escape, hex };

  bool run(std::string_view bytes);
  bool append_valid(std::string_view bytes);
  [[nodiscard]] bool close();
  bool open_escape(char c);
  bool escape(char c);
  bool hex(char c);
  bool code_unit(std::uint32_t unit);
  bool refuse(const char* problem) noexcept {
    problem_ = problem;
    return false;
  }

  std::string* target_ = nullptr;
  State state_ = State::plain;
  std::string held_;             // the first bytes of a character whose rest has not come
  std::uint32_t unit_ = 0;       // of \uXXXX, so far
  int digits_ = 0;
  std::uint32_t high_ = 0;       // the first half of a surrogate pair
  bool grew_ = false;
  const char* problem_ = "";
};

}  // namespace baton::inline v0
