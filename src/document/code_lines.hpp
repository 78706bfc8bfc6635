#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// What a line of source code shows of the structure that it stands in.
struct CodeLine {
  std::size_t begin = 0;
  std::size_t next = 0;    ///< where the line after it begins
  std::size_t indent = 0;  ///< columns; a tab counts four
  std::string_view text = {};  ///< without white space around it
  bool closes = false;     ///< goes on with what stands before it: "}", "end", "else:"
  bool leads = false;      ///< belongs to what follows: a comment, an attribute, a decorator
};

/// The line of `text` that begins at `begin`, which is before the text's end.
[[nodiscard]] CodeLine code_line(std::string_view text, std::size_t begin);

/// The first lines of the blocks around a place in source code: "class Store > void open()".
/// The places asked for ascend.
class CodeScope {
 public:
  explicit CodeScope(std::string_view text)
      : text_(text), line_(text.empty() ? CodeLine{} : code_line(text, 0)) {}

  [[nodiscard]] std::string at(std::size_t offset);

 private:
  struct Block {
    std::size_t indent = 0;
    std::string_view head;
  };
  void take(const CodeLine& line);

  std::string_view text_;
  CodeLine line_;  ///< the one of the last place asked for; those before it are taken
  std::vector<Block> blocks_;
};

}  // namespace baton::inline v0::detail
