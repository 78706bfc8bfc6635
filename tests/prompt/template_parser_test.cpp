#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(TemplateParser, UnclosedBlocksNameTheirOpening) {
  expect_failure("a\n{% if x %}b", ErrorCode::parse_error,
                 {"line 2, column 4", "{% if %}", "add '{% endif %}'"}, R"({"x":1})");
  expect_failure("{% for x in y %}", ErrorCode::parse_error, {"add '{% endfor %}'"});
  expect_failure("{% set x %}", ErrorCode::parse_error, {"add '{% endset %}'"});
}

TEST(TemplateParser, WrongTagsAreExplained) {
  expect_failure("{% endif %}", ErrorCode::parse_error, {"'endif' does not close"});
  expect_failure("{% for x in y %}{% endif %}", ErrorCode::parse_error, {"check the nesting"});
  expect_failure("{% forr x in y %}", ErrorCode::parse_error, {"did you mean 'for'?"});
  expect_failure("{% macro m() %}{% endmacro %}", ErrorCode::parse_error,
                 {"not part of the language"});
  expect_failure("{% import 'x' as y %}", ErrorCode::parse_error, {"not part of the language"});
  expect_failure("{% for loop in y %}{% endfor %}", ErrorCode::parse_error,
                 {"'loop' cannot be assigned"});
  expect_failure("{% set true = 1 %}", ErrorCode::parse_error, {"'true' cannot be assigned"});
  expect_failure("{% set a.b = 1 %}", ErrorCode::parse_error, {"attributes cannot be set"});
}

TEST(TemplateParser, ErrorsNameTheTemplate) {
  expect_failure("{{ x", ErrorCode::parse_error, {"template 'greeting', line 1"}, "{}",
                 {.name = "greeting"});
}

TEST(TemplateParser, EmptyTemplatesAndOutputs) {
  EXPECT_EQ(render(""), "");
  expect_failure("{{ }}", ErrorCode::parse_error, {"expected an expression, found '}}'"});
  expect_failure("{% %}", ErrorCode::parse_error, {"expected the name of a tag"});
}

}  // namespace
}  // namespace baton::testing
