#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/index/filter.hpp>

namespace baton {
namespace {

using nlohmann::json;

bool holds(const Filter& filter, const char* metadata) { return matches(filter, Json::parse(metadata)); }

TEST(Filter, ComparesTextsByBytesAndNumbersAsDoubles) {
  EXPECT_TRUE(holds(where("a") == "x", R"({"a":"x"})"));
  EXPECT_FALSE(holds(where("a") == "X", R"({"a":"x"})"));
  EXPECT_TRUE(holds(where("a") < "b", R"({"a":"Z"})"));
  EXPECT_TRUE(holds(where("a") > "z", R"({"a":"ä"})"));
  EXPECT_TRUE(holds(where("a") == 1, R"({"a":1.0})"));
  EXPECT_TRUE(holds(where("a") == 9007199254740993, R"({"a":9007199254740992})"));
  EXPECT_TRUE(holds(where("a") >= -0.5, R"({"a":-0.5})"));
  EXPECT_FALSE(holds(where("a") > -0.5, R"({"a":-0.5})"));
  EXPECT_TRUE(holds(where("a") <= 2U, R"({"a":2})"));
  EXPECT_TRUE(holds(where("a") == true, R"({"a":true})"));
}

TEST(Filter, DifferentTypesAreNeitherEqualNorOrdered) {
  for (const char* metadata : {R"({"a":"1"})", R"({"a":true})", R"({"a":{"b":1}})", R"({"a":[[1]]})"}) {
    EXPECT_FALSE(holds(where("a") == 1, metadata)) << metadata;
    EXPECT_TRUE(holds(where("a") != 1, metadata)) << metadata;
    EXPECT_FALSE(holds(where("a") < 2, metadata)) << metadata;
    EXPECT_FALSE(holds(where("a") >= 0, metadata)) << metadata;
  }
  EXPECT_FALSE(holds(where("a") == true, R"({"a":1})"));
}

TEST(Filter, AMissingKeyAndNullHaveNoValue) {
  for (const char* metadata : {"null", "{}", R"({"a":null})", R"({"a":[]})", R"({"a":[null]})", R"({"a":{}})", R"({"A":1})"}) {
    EXPECT_FALSE(holds(where("a").exists(), metadata)) << metadata;
    EXPECT_FALSE(holds(where("a") == 1, metadata)) << metadata;
    EXPECT_FALSE(holds(where("a") < 1, metadata)) << metadata;
    EXPECT_TRUE(holds(where("a") != 1, metadata)) << metadata;
    EXPECT_TRUE(holds(!(where("a") >= 1), metadata)) << metadata;
    EXPECT_FALSE(holds(where("a").in({1, "x"}), metadata)) << metadata;
  }
  EXPECT_TRUE(holds(where("a").exists(), R"({"a":[null,false]})"));
}

TEST(Filter, SomeElementOfAnArrayIsEnough) {
  const char* tags = R"({"a":["red","green",3,[7]]})";
  EXPECT_TRUE(holds(where("a") == "green", tags));
  EXPECT_FALSE(holds(where("a") != "green", tags));
  EXPECT_TRUE(holds(where("a") != "blue", tags));
  EXPECT_TRUE(holds(where("a") > 2, tags));
  EXPECT_FALSE(holds(where("a") == 7, tags));
  EXPECT_TRUE(holds(where("a").in({"blue", 3}), tags));
  EXPECT_TRUE(holds(where("a").contains("ree"), tags));
  // No element needs to meet both.
  EXPECT_TRUE(holds(where("a") == "red" && where("a") == 3, tags));
}

TEST(Filter, ContainsLooksForBytesWithCase) {
  EXPECT_TRUE(holds(where("a").contains(""), R"({"a":""})"));
  EXPECT_TRUE(holds(where("a").contains("%_"), R"({"a":"x%_y"})"));
  EXPECT_FALSE(holds(where("a").contains("%"), R"({"a":"xy"})"));
  EXPECT_FALSE(holds(where("a").contains("X"), R"({"a":"xy"})"));
  EXPECT_FALSE(holds(where("a").contains("1"), R"({"a":1})"));
}

TEST(Filter, KeysAreNamesNotPaths) {
  EXPECT_TRUE(holds(where("a.b") == 1, R"({"a.b":1})"));
  EXPECT_FALSE(holds(where("a.b") == 1, R"({"a":{"b":1}})"));
  EXPECT_TRUE(holds(where("") != 1, R"({"":1})") == false);
}

TEST(Filter, CombinationsArePlainLogic) {
  const Filter yes = where("a") == 1;
  const Filter no = where("a") == 2;
  const char* metadata = R"({"a":1})";
  EXPECT_TRUE(holds(Filter(), "null"));
  EXPECT_FALSE(holds(!Filter(), "null"));
  EXPECT_FALSE(holds(Filter{.op = FilterOp::any}, metadata));
  EXPECT_TRUE(holds(yes && !no, metadata));
  EXPECT_FALSE(holds(yes && no, metadata));
  EXPECT_TRUE(holds(no || yes, metadata));
  EXPECT_TRUE(holds(!(no || no), metadata));
  EXPECT_FALSE(holds(where("a").in({}), metadata));
  EXPECT_EQ((yes && no && yes).parts.size(), 3U);
  EXPECT_EQ((yes || (no || yes)).parts.size(), 3U);
  EXPECT_EQ((yes && (no || yes)).parts.size(), 2U);
  EXPECT_TRUE(holds(yes && Filter(), metadata));
}

}  // namespace
}  // namespace baton
