#include "index/chroma_filter.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "index/random_filters.hpp"

namespace baton::testing {
namespace {

using nlohmann::json;

/// Chroma's `where` as its documentation says: a missing field is in nothing, not even compared.
bool where_holds(const json& where, const json& fields) {
  const std::string name = where.begin().key();
  const json& value = where.begin().value();
  const auto part_holds = [&](const json& part) { return where_holds(part, fields); };
  if (name == "$and") return std::all_of(value.begin(), value.end(), part_holds);
  if (name == "$or") return std::any_of(value.begin(), value.end(), part_holds);
  const std::string sign = value.begin().key();
  const json& given = value.begin().value();
  const bool there = fields.contains(name);
  const auto among = [&] { return std::find(given.begin(), given.end(), fields.at(name)) != given.end(); };
  if (sign == "$nin") return !there || !among();
  if (!there) return false;
  if (sign == "$in") return among();
  if (sign == "$eq") return fields.at(name) == given;
  EXPECT_TRUE(sign == "$gte" || sign == "$lte") << sign;
  return sign == "$gte" ? fields.at(name) >= given : fields.at(name) <= given;
}

TEST(ChromaFilter, LeavesOutNothingThatTheOracleLetsThroughAndMostOfTheRest) {
  std::mt19937 random(17);
  int refused = 0;
  int left_out = 0;
  for (int turn = 0; turn < 5'000; ++turn) {
    const Filter filter = random_filter(random, 4);
    const json where = chroma::wide_condition(filter);
    for (const char* text : odd_metadata) {
      const Json metadata = Json::parse(text);
      json fields = chroma::filter_fields(metadata);
      fields["namespace"] = "a";
      const bool told = where.is_null() || where_holds(where, fields);
      const bool fits = matches(filter, metadata);
      ASSERT_TRUE(told || !fits) << filter_to_json(filter).dump() << " on " << text << " as " << where.dump();
      refused += fits ? 0 : 1;
      left_out += told ? 0 : 1;
    }
  }
  EXPECT_GT(left_out, refused * 3 / 4) << "of " << refused;
}

TEST(ChromaFilter, FieldsAreFlatAndFew) {
  const json fields = chroma::filter_fields(Json::parse(R"({"a":1,"b":"x","c":[1,2],"d":[3,3.0],"e":null,"f":{"g":1}})"));
  EXPECT_EQ(fields.size(), 2U + 1U + 1U + 2U) << fields.dump();
  for (const auto& [name, value] : fields.items()) {
    EXPECT_LE(name.size(), 36U);
    EXPECT_TRUE(value.is_number()) << fields.dump();
  }
  EXPECT_TRUE(chroma::filter_fields(Json()).empty());
  EXPECT_TRUE(chroma::wide_condition({}).is_null());
}

}  // namespace
}  // namespace baton::testing
