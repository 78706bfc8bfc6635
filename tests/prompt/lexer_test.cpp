#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(Lexer, KeepsTextAndDropsOneTrailingNewline) {
  EXPECT_EQ(render("a { b } c\n"), "a { b } c");
  EXPECT_EQ(render("a\n\n"), "a\n");
  EXPECT_EQ(render("a\n", "{}", {.keep_trailing_newline = true}), "a\n");
  EXPECT_EQ(render("a\r\nb\rc"), "a\nb\nc");
}

TEST(Lexer, SignsStripWhitespace) {
  EXPECT_EQ(render("a \n {{- 1 -}} \n b"), "a1b");
  EXPECT_EQ(render("a {%- if true -%} b {%- endif -%} c"), "abc");
  EXPECT_EQ(render("a {#- note -#} b"), "ab");
}

TEST(Lexer, TrimAndLstripBlocks) {
  const std::string source = "  {% if true %}\nyes\n  {% endif %}\nend";
  EXPECT_EQ(render(source), "  \nyes\n  \nend");
  EXPECT_EQ(render(source, "{}", {.trim_blocks = true, .lstrip_blocks = true}), "yes\nend");
  EXPECT_EQ(render("  {%+ if true %}x{% endif +%}\ny", "{}",
                   {.trim_blocks = true, .lstrip_blocks = true}),
            "  x\ny");
}

TEST(Lexer, RawAndComments) {
  EXPECT_EQ(render("{% raw %}{{ x }} {% y %}{% endraw %}!"), "{{ x }} {% y %}!");
  EXPECT_EQ(render("{# {{ nothing }} #}a"), "a");
}

TEST(Lexer, StringsHavePythonsEscapes) {
  EXPECT_EQ(render(R"({{ 'a\nb\t\x41\u00e9\U0001F642\\\'\q' }})"), "a\nb\tA\u00e9\U0001F642\\'\\q");
  EXPECT_EQ(render("{{ 'two' \"parts\" }}"), "twoparts");
  expect_failure(R"({{ '\u12' }})", ErrorCode::parse_error, {"escape", "column 4"});
  expect_failure(R"({{ '\ud800' }})", ErrorCode::parse_error, {"escape"});
}

TEST(Lexer, UnclosedThingsAreNamedWithTheirPlace) {
  expect_failure("line one\n  {{ name", ErrorCode::parse_error,
                 {"line 2, column 3", "'{{' is not closed", "'}}'"});
  expect_failure("{% if x", ErrorCode::parse_error, {"'{%' is not closed"});
  expect_failure("a {# b", ErrorCode::parse_error, {"comment is not closed", "column 3"});
  expect_failure("{% raw %} b", ErrorCode::parse_error, {"{% endraw %}"});
  expect_failure("{{ 'abc }}", ErrorCode::parse_error, {"string is not closed"});
  expect_failure("{{ (1 }}", ErrorCode::parse_error, {"unexpected '}'", "')' must come first"});
  expect_failure("{{ ] }}", ErrorCode::parse_error, {"unexpected ']'"});
}

TEST(Lexer, ColumnsCountCodePoints) {
  expect_failure("äöü {{ $ }}", ErrorCode::parse_error, {"line 1, column 8", "'$'"});
}

TEST(Lexer, RefusesSourceThatIsNotUtf8) {
  expect_failure("ok\n\xff", ErrorCode::parse_error, {"line 2", "not UTF-8 at byte 3"});
}

TEST(Lexer, RefusesSourceOverTheLimit) {
  TemplateOptions options;
  options.limits.bytes = 10;
  expect_failure("01234567890", ErrorCode::limit_exceeded, {"11 bytes"}, "{}", options);
}

}  // namespace
}  // namespace baton::testing
