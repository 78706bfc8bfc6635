#include "token/pattern_scanner.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace baton::token {
namespace {

std::string pieces(PatternOptions options, std::string_view text) {
  const PatternScanner scanner(options);
  std::string out;
  for (const char* at = text.data(); at != text.data() + text.size();) {
    const char* behind = scanner.next(at, text.data() + text.size());
    if (!out.empty()) out += '|';
    out.append(at, behind);
    at = behind;
  }
  return out;
}

struct PieceCase {
  const char* text;
  const char* pieces;
};

// The expected pieces are those of Python's `regex` module's semantics: first alternative, then greedy.
TEST(PatternScanner, CutsAsGpt2) {
  const PieceCase cases[] = {{"Hello world's end", "Hello| world|'s| end"}, {"IT'S we'Re", "IT|'|S| we|'|Re"}, {"a  b", "a| | b"},
                             {"a\n\nb", "a|\n|\n|b"}, {"x  ", "x|  "}, {" 1234567 !?", " 1234567| !?"}, {"caf\u00E9 e\u0301", "caf\u00E9| e|\u0301"},
                             {"\u3000a", "\u3000|a"}, {" ", " "}, {"'", "'"}, {"", ""}};
  for (const auto& [text, expected] : cases) EXPECT_EQ(pieces({.pattern = Pattern::gpt2}, text), expected);
}

TEST(PatternScanner, CutsAsCl100k) {
  const PieceCase cases[] = {{"Hello world's END'LL", "Hello| world|'s| END|'LL"}, {"1234567", "123|456|7"}, {"a!b", "a|!b"}, {"a ?!\r\n\n b", "a| ?!\r\n\n| b"},
                             {"a  \n  \n  b", "a|  \n  \n| | b"}, {"\tx", "\tx"}, {"x'\u017F y", "x|'\u017F| y"}, {"e\u0301a", "e|\u0301a"}, {" 12", " |12"},
                             {"\n1", "\n|1"}, {"'save", "'s|ave"}, {"  ", "  "}, {" \u00A0 a", " \u00A0| a"}};
  for (const auto& [text, expected] : cases) EXPECT_EQ(pieces({.pattern = Pattern::cl100k}, text), expected);
  EXPECT_EQ(pieces({.pattern = Pattern::cl100k, .digits = 1}, "a12"), "a|1|2");
}

TEST(PatternScanner, CutsAsO200k) {
  const PieceCase cases[] = {{"HelloWorld's", "Hello|World's"}, {"HTTPServer", "HTTPServer"}, {"aBC", "a|BC"}, {"ABC'll x", "ABC'll| x"}, {"!ABc", "!ABc"},
                             {"a://b//\nc", "a|://|b|//\n|c"}, {"e\u0301\u0301X", "e\u0301\u0301|X"}, {"\u0301A", "\u0301|A"}, {"\u0301a", "\u0301a"},
                             {"AB\u4E2DCD", "AB\u4E2D|CD"}, {"AB\u4E2DCDe", "AB\u4E2DCDe"}, {"\u01C5a", "\u01C5a"}, {"!\u0301A", "!\u0301|A"}, {" A1", " A|1"},
                             {"\u0301", "\u0301"}, {"\n\n x", "\n\n| x"}};
  for (const auto& [text, expected] : cases) EXPECT_EQ(pieces({.pattern = Pattern::o200k}, text), expected);
}

TEST(PatternScanner, TakesIllFormedBytesForSymbols) {
  EXPECT_EQ(pieces({.pattern = Pattern::cl100k}, "a\xFF\xFE b\x80"), "a|\xFF\xFE| b|\x80");
}

}  // namespace
}  // namespace baton::token
