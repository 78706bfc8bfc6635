#include "prompt/rendering.hpp"

namespace baton::testing {
namespace {

TEST(TextFilters, CaseOfEveryAlphabet) {
  EXPECT_EQ(render("{{ 'straße ﬁ ǆ' | upper }} {{ 'ÀÉ İ' | lower }} {{ 'ǆab CD' | capitalize }}"),
            "STRASSE FI Ǆ àé i̇ ǅab cd");
  EXPECT_EQ(render("{{ 'hello wORLD-foo (bar) {x} it\\'s' | title }}"),
            "Hello World-Foo (Bar) {X} It's");
}

TEST(TextFilters, CutAndFill) {
  EXPECT_EQ(
      render("{{ 'foo bar baz qux' | truncate(9) }}|{{ 'foo bar baz qux' | truncate(9, true) }}|"
             "{{ 'foo bar baz qux' | truncate(11, leeway=0) }}|{{ 'foo bar baz qux' | truncate(11) "
             "}}"),
      "foo...|foo ba...|foo bar...|foo bar baz qux");
  EXPECT_EQ(render("{{ 'a\\n\\nb' | indent }}|{{ 'a\\nb' | indent(2, true) }}"),
            "a\n\n    b|  a\n  b");
  EXPECT_EQ(render("{{ '  x ' | trim }}|{{ 'xxaxx' | trim('x') }}|{{ 'aaa' | replace('a', 'b', 2) "
                   "}}|{{ 'ab' | replace('', '-') }}"),
            "x|a|bba|-a-b-");
  EXPECT_EQ(render("{{ 'two words, été' | wordcount }}"), "3");
}

TEST(TextFilters, EscapedTextIsNotEscapedTwice) {
  EXPECT_EQ(render("{{ '<a href=\"x\">\\'&' | escape }} {{ '<' | e | e }}"),
            "&lt;a href=&#34;x&#34;&gt;&#39;&amp; &lt;");
}

TEST(NumberFilters, ConvertAndRound) {
  EXPECT_EQ(render("{{ '42.9' | int }} {{ 'x' | int(7) }} {{ '0x1F' | int(base=16) }} {{ ' 1_0 ' | "
                   "int }} {{ none | float(1.5) }} {{ '1e3' | float }}"),
            "42 7 31 10 1.5 1000.0");
  EXPECT_EQ(render("{{ 42.55 | round }} {{ 2.5 | round }} {{ 2.675 | round(2) }} {{ 42.55 | "
                   "round(1, 'floor') }} {{ 3 | round }} {{ 5 | round(0, 'ceil') }}"),
            "43.0 2.0 2.67 42.5 3 5.0");
  EXPECT_EQ(render("{{ -3 | abs }} {{ -2.5 | abs }} {{ true | abs }}"), "3 2.5 1");
  expect_failure("{{ 'inf' | int }}", ErrorCode::limit_exceeded, {"64-bit"});
}

TEST(SequenceFilters, SortJoinAndCount) {
  EXPECT_EQ(render("{{ ['b', 'A', 'c'] | sort | join(', ') }} {{ [3, 1] | sort(reverse=true) }} {{ "
                   "[1, 2] | sum }} {{ 'abc' | first }}{{ [1, 2] | last }}"),
            "A, b, c [3, 1] 3 a2");
  EXPECT_EQ(render("{{ ['a', 'A', 'b', 1, 1.0, true] | unique | list }} {{ 'abc' | reverse }} {{ "
                   "[1, 2] | reverse | list }}"),
            "['a', 'b', 1] cba [2, 1]");
  EXPECT_EQ(render("{{ people | map(attribute='n') | join('-') }} {{ people | "
                   "sort(attribute='a,n') | map(attribute='n') | list }} {{ people | sum('a') }}",
                   R"({"people": [{"n": "z", "a": 2}, {"n": "y", "a": 2}, {"n": "x", "a": 1}]})"),
            "z-y-x ['x', 'y', 'z'] 5");
  EXPECT_EQ(render("{{ {'b': 1, 'A': 2} | dictsort }} {{ [] | first | default('e') }} {{ [2, 1] | "
                   "min }} {{ ['b', 'A'] | max }}"),
            "[('A', 2), ('b', 1)] e 1 b");
  expect_failure("{{ [1, 'a'] | sort }}", ErrorCode::invalid_argument, {"cannot order"});
  expect_failure("{{ [[1]] | unique | list }}", ErrorCode::invalid_argument, {"list"});
}

TEST(SelectionFilters, TestsByName) {
  EXPECT_EQ(render("{{ [1, 2, 3, 4] | select('even') | list }} {{ [1, 2, 3] | reject('gt', 1) | "
                   "list }} {{ [0, 1, ''] | select | list }}"),
            "[2, 4] [1] [1]");
  EXPECT_EQ(render("{{ u | selectattr('ok') | map(attribute='n') | list }} {{ u | rejectattr('n', "
                   "'eq', 'a') | map(attribute='n') | list }}",
                   R"({"u": [{"n": "a", "ok": true}, {"n": "b", "ok": false}]})"),
            "['a'] ['b']");
  expect_failure("{{ [1] | select('evn') | list }}", ErrorCode::invalid_argument,
                 {"did you mean 'even'?"});
  expect_failure("{{ [1] | map('uper') | list }}", ErrorCode::invalid_argument,
                 {"did you mean 'upper'?"});
}

TEST(Tests, KindsOfValues) {
  EXPECT_EQ(render("{{ 1 is number }}{{ true is integer }}{{ 'x' is string }}{{ {} is mapping }}{{ "
                   "[] is sequence }}{{ none is none }}{{ 1 is iterable }}"),
            "TrueFalseTrueTrueTrueTrueFalse");
  EXPECT_EQ(render("{{ 3 is odd }}{{ 9 is divisibleby 3 }}{{ 2 is in [1, 2] }}{{ 1 is not even "
                   "}}{{ 1 is lt 2 }}"),
            "TrueTrueTrueTrueTrue");
}

}  // namespace
}  // namespace baton::testing
