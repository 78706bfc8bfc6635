#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(ExpressionParser, PrecedenceIsJinjas) {
  EXPECT_EQ(render("{{ 1 + 2 * 3 ** 2 }}"), "19");
  EXPECT_EQ(render("{{ -2 ** 2 }}"), "4");
  EXPECT_EQ(render("{{ 'a' ~ 2 * 3 }}"), "a6");
  EXPECT_EQ(render("{{ not 1 == 2 and 1 < 2 <= 2 }}"), "True");
  EXPECT_EQ(render("{{ 1 if false else 2 if false else 3 }}"), "3");
  EXPECT_EQ(render("{{ -5 | abs }}"), "5");
  EXPECT_EQ(render("[{{ 'x' if false }}]"), "[]");
}

TEST(ExpressionParser, AccessAndSlices) {
  const auto vars = R"({"a": {"b": [10, 20, 30], "c d": 1}})";
  EXPECT_EQ(render("{{ a.b[1] }} {{ a['c d'] }} {{ a.b.0 }} {{ a.b[-1] }}", vars), "20 1 10 30");
  EXPECT_EQ(render("{{ a.b[1:] }} {{ a.b[::-1] }} {{ a.b[:1] }} {{ 'hello'[1:4:2] }}", vars),
            "[20, 30] [30, 20, 10] [10] el");
}

TEST(ExpressionParser, LiteralsOfEveryKind) {
  EXPECT_EQ(render("{{ [1, 2.0, 'x', true, none, (1,), {'k': []}] }}"),
            "[1, 2.0, 'x', True, None, (1,), {'k': []}]");
  EXPECT_EQ(render("{{ 1_000 }} {{ 0x1F }} {{ 0b101 }} {{ 0o17 }} {{ 1e3 }}"),
            "1000 31 5 15 1000.0");
  expect_failure("{{ 99999999999999999999 }}", ErrorCode::parse_error, {"64 bits"});
}

TEST(ExpressionParser, UnknownFiltersAndTestsSuggest) {
  expect_failure("{{ x | uper }}", ErrorCode::parse_error,
                 {"unknown filter 'uper'", "did you mean 'upper'?", "column 8"});
  expect_failure("{{ x is defned }}", ErrorCode::parse_error,
                 {"unknown test", "did you mean 'defined'?"});
  expect_failure("{{ x | zzzzzzzz }}", ErrorCode::parse_error, {"there are", "wordcount"});
}

TEST(ExpressionParser, ArgumentsAreChecked) {
  expect_failure("{{ x | upper(1) }}", ErrorCode::parse_error, {"at most 0 arguments"});
  expect_failure("{{ x | replace('a') }}", ErrorCode::parse_error, {"needs the argument 'new'"});
  expect_failure("{{ x | trim(foo=1) }}", ErrorCode::parse_error, {"no argument 'foo'"});
  expect_failure("{{ x | trim('a', chars='b') }}", ErrorCode::parse_error, {"'chars' twice"});
}

TEST(ExpressionParser, CallsAreRefused) {
  expect_failure("{{ x.items() }}", ErrorCode::parse_error, {"calls are not part of the language"});
  expect_failure("{{ range(3) }}", ErrorCode::parse_error, {"calls are not part of the language"});
  expect_failure("{{ ''.__class__.__mro__ }}", ErrorCode::not_found, {"no attribute '__class__'"});
}

TEST(ExpressionParser, DeepNestingIsRefusedWithoutOverflow) {
  constexpr std::size_t many = 100'000;
  const auto repeated = [](std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < many; ++i) out += text;
    return out;
  };
  const std::string sources[] = {"{{ " + repeated("(") + "1" + repeated(")") + " }}",
                                 "{{ " + repeated("[") + repeated("]") + " }}",
                                 "{{ " + repeated("-") + "1 }}",
                                 "{{ " + repeated("not ") + "1 }}",
                                 "{{ 1" + repeated("+1") + " }}",
                                 "{{ x" + repeated(".a") + " }}",
                                 "{{ x" + repeated("|e") + " }}",
                                 "{{ x" + repeated(" if x else x") + " }}",
                                 "{% set " + repeated("(") + "x" + repeated(")") + " = 1 %}",
                                 repeated("{% if x %}") + repeated("{% endif %}"),
                                 repeated("{% for x in y %}") + repeated("{% endfor %}")};
  for (const auto& source : sources) expect_failure(source, ErrorCode::limit_exceeded, {"64"});
}

}  // namespace
}  // namespace baton::testing
