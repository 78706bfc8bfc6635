#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(Value, InvalidUtf8NamesTheVariable) {
  const auto parsed = Template::parse("{{ v }}");
  try {
    (void)parsed.render({{"v", std::string("ab\xff")}});
    FAIL() << "rendered";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_THAT(error.message(), ::testing::HasSubstr("variable 'v'"));
    EXPECT_THAT(error.message(), ::testing::HasSubstr("at byte 2"));
  }
}

TEST(Value, HugeIntegersAreRefusedNotWrapped) {
  expect_failure("{{ v }}", ErrorCode::invalid_argument, {"2^63-1"},
                 R"({"v": 18446744073709551615})");
  EXPECT_EQ(render("{{ v }}", R"({"v": 9223372036854775807})"), "9223372036854775807");
}

TEST(Value, DeepVariablesAreRefused) {
  std::string json(120, '[');
  json += std::string(120, ']');
  expect_failure("{{ v }}", ErrorCode::limit_exceeded, {"nested deeper"}, "{\"v\": " + json + "}");
}

TEST(Value, LazySequencesAreReadOnce) {
  expect_failure("{{ [1] | map('string') }}", ErrorCode::invalid_argument,
                 {"lazy sequence", "| list"});
  expect_failure("{% set m = [1] | map('string') %}{{ m | join }}{{ m | join }}",
                 ErrorCode::invalid_argument, {"only once"});
  expect_failure("{{ [1] | select | length }}", ErrorCode::invalid_argument, {"no length"});
  expect_failure("{% if [1] | select %}{% endif %}", ErrorCode::invalid_argument, {"always true"});
}

TEST(Value, EqualKeysOfADictAreOne) {
  EXPECT_EQ(render("{{ {1: 'a', 1.0: 'b', true: 'c', 'x': 1} }}"), "{1: 'c', 'x': 1}");
}

}  // namespace
}  // namespace baton::testing
