#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/index/filter.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;

Filter nested(std::size_t depth) {
  Filter filter = where("a") == 1;
  for (std::size_t i = 1; i < depth; ++i) filter = !std::move(filter);
  return filter;
}

TEST(FilterCheck, RefusesWhatHasNoMeaning) {
  const std::vector<Filter> meaningless = {
      where("") == 1,
      where("a\xff") == 1,
      where(std::string("a\0b", 3)) == 1,
      where("a") == std::string("a\0b", 3),
      where("a") == "\xc3",
      where("a") < true,
      where("a") == std::nan(""),
      where("a").in({1, std::numeric_limits<double>::infinity()}),
      {.op = FilterOp::eq, .key = "a"},
      {.op = FilterOp::exists, .key = "a", .values = {1}},
      {.op = FilterOp::lt, .key = "a", .values = {1, 2}},
      {.op = FilterOp::contains, .key = "a", .values = {1}},
      {.op = FilterOp::negation},
      {.op = FilterOp::negation, .parts = {Filter(), Filter()}},
      {.op = FilterOp::all, .key = "a"},
      {.op = FilterOp::eq, .key = "a", .values = {1}, .parts = {Filter()}},
      {.op = static_cast<FilterOp>(99)},
  };
  for (const Filter& filter : meaningless) {
    EXPECT_EQ(code_of([&] { check_filter(filter); }), ErrorCode::invalid_argument) << &filter - meaningless.data();
    EXPECT_EQ(code_of([&] { check_filter(!Filter(filter)); }), ErrorCode::invalid_argument);
  }
}

TEST(FilterCheck, RefusesWhatIsTooLargeAndTakesWhatIsNot) {
  EXPECT_NO_THROW(check_filter(nested(16)));
  EXPECT_EQ(code_of([] { check_filter(nested(17)); }), ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of([] { check_filter(nested(2'000)); }), ErrorCode::limit_exceeded);
  Filter wide;
  wide.parts.assign(255, where("a") == 1);
  EXPECT_NO_THROW(check_filter(wide));
  wide.parts.push_back(where("a") == 1);
  EXPECT_EQ(code_of([&] { check_filter(wide); }), ErrorCode::limit_exceeded);
  EXPECT_NO_THROW(check_filter(where("a").in(std::vector<FilterValue>(1024, 1))));
  EXPECT_EQ(code_of([] { check_filter(where("a").in(std::vector<FilterValue>(1025, 1))); }),
            ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of([] { check_filter(where(std::string(257, 'k')).exists()); }), ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of([] { check_filter(where("a") == std::string(65'537, 'v')); }), ErrorCode::limit_exceeded);
}

TEST(FilterCheck, KnowsTheKeysThatWereDeclared) {
  const std::vector<FilterKey> keys = {{.name = "year", .type = FilterType::number},
                                       {.name = "lang"},
                                       {.name = "draft", .type = FilterType::boolean}};
  EXPECT_NO_THROW(check_filter_keys(where("year") > 1 && !(where("lang").in({"de", "en"}) || where("draft") == true), keys));
  EXPECT_NO_THROW(check_filter_keys(Filter(), {}));
  try {
    check_filter_keys(where("year") > 1 && !where("yaer").exists(), keys);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_NE(error.message().find("'yaer'"), std::string::npos);
    EXPECT_NE(error.message().find("year, lang, draft"), std::string::npos);
  }
  for (const Filter& wrong : {where("year") == "2020", where("lang") != 1, where("draft") == 1,
                              where("lang").in({"en", true}), where("year").contains("2")}) {
    EXPECT_EQ(code_of([&] { check_filter_keys(wrong, keys); }), ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace baton
