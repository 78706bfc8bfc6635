#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(Operators, IntegersAndFloatsAsInPython) {
  EXPECT_EQ(render("{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7 / 2 }} {{ 6 / 3 }}"),
            "3 -4 2 -2 3.5 2.0");
  EXPECT_EQ(render("{{ 2 ** 10 }} {{ 2 ** -1 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }} {{ true + 1 }}"),
            "1024 0.5 3.0 0.5 2");
  EXPECT_EQ(render("{{ 1 == 1.0 }} {{ true == 1 }} {{ '1' == 1 }} {{ 9007199254740993 == "
                   "9007199254740992.0 }}"),
            "True True False False");
}

TEST(Operators, OverflowAndZeroAreErrors) {
  expect_failure("{{ 9223372036854775807 + 1 }}", ErrorCode::limit_exceeded, {"64 bits"});
  expect_failure("{{ 2 ** 64 }}", ErrorCode::limit_exceeded, {"64 bits"});
  expect_failure("{{ 1 // 0 }}", ErrorCode::invalid_argument, {"division by zero"});
  expect_failure("{{ 1.0 % 0 }}", ErrorCode::invalid_argument, {"division by zero"});
  expect_failure("{{ 'a' + 1 }}", ErrorCode::invalid_argument, {"string + int", "column 8"});
  expect_failure("{{ 1 < 'a' }}", ErrorCode::invalid_argument, {"cannot order"});
}

TEST(Operators, MembershipAndOrder) {
  EXPECT_EQ(render("{{ 'b' in 'abc' }} {{ 2 in [1, 2] }} {{ 'k' in {'k': 1} }} {{ 3 not in [1] }} "
                   "{{ [1, 2] < [1, 3] }}"),
            "True True True True True");
  expect_failure("{{ 1 in 'abc' }}", ErrorCode::invalid_argument,
                 {"only a string can be 'in' a string"});
  expect_failure("{{ 1 in 2 }}", ErrorCode::invalid_argument, {"cannot loop over a int"});
}

TEST(Operators, KeysWinOverWhatPythonWouldFind) {
  EXPECT_EQ(render("{{ d.items }} {{ d.keys }}", R"({"d": {"items": 1, "keys": 2}})"), "1 2");
}

}  // namespace
}  // namespace baton::testing
