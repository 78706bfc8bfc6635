#include "replay/difference.hpp"

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace {

using namespace baton;
using namespace baton::detail;
using nlohmann::json;

Differences between(const char* recorded, const char* asked) {
  return differences(json::parse(recorded), json::parse(asked));
}

TEST(Difference, EqualValuesHaveNone) {
  const auto none = between(R"({"a":[1,{"b":"c"}]})", R"({"a":[1,{"b":"c"}]})");
  EXPECT_EQ(none.count, 0U);
  EXPECT_TRUE(none.first.empty());
}

TEST(Difference, EachIsNamedByItsPath) {
  const auto found = between(R"({"a":[1,{"b":"c"},3],"gone":true})", R"({"a":[2,{"b":"d"}],"new":{"x":1}})");
  EXPECT_EQ(found.count, 5U);
  EXPECT_EQ(found.first, (std::vector<std::string>{
                             "a[0]: recorded 1, asked 2",
                             R"(a[1].b: recorded "c", asked "d")",
                             "a[2]: recorded 3, not asked",
                             "gone: recorded true, not asked",
                             R"(new: not recorded, asked {"x":1})",
                         }));
}

TEST(Difference, OtherTypesAreDifferent) {
  const auto found = between(R"({"a":{}})", R"({"a":[]})");
  EXPECT_EQ(found.first, std::vector<std::string>{"a: recorded {}, asked []"});
}

TEST(Difference, OnlyAFewAreListed) {
  json recorded;
  json asked;
  for (int i = 0; i < 100; ++i) {
    recorded.push_back(i);
    asked.push_back(-1 - i);
  }
  const auto found = differences(recorded, asked);
  EXPECT_EQ(found.count, 100U);
  EXPECT_EQ(found.first.size(), 5U);
}

TEST(Difference, LongTextsAreShownWhereTheyDiffer) {
  const std::string head(10'000, 'x');
  const std::string tail(10'000, 'y');
  const auto found = differences(json(head + "ONE" + tail), json(head + "TWO" + tail));
  ASSERT_EQ(found.count, 1U);
  EXPECT_EQ(found.bytes, 3U);
  EXPECT_NE(found.first[0].find("xxxONEyyy"), std::string::npos) << found.first[0];
  EXPECT_NE(found.first[0].find("xxxTWOyyy"), std::string::npos);
  EXPECT_LT(found.first[0].size(), 300U);
}

TEST(Difference, TextIsCutBetweenCodePoints) {
  std::string umlauts;
  for (int i = 0; i < 1'000; ++i) umlauts += "ö";
  for (std::size_t from = 0; from < 200; ++from) {
    const std::string shown = excerpt(json(umlauts), from);
    EXPECT_TRUE(is_utf8(shown)) << from;
    EXPECT_EQ(shown.find("\xEF\xBF\xBD"), std::string::npos) << from;
  }
  EXPECT_EQ(excerpt(json("ab"), 2), "\"ab\"");
}

}  // namespace
