#include "index/filter_terms.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "index/random_filters.hpp"

namespace baton::testing {
namespace {

bool holds(const Filter& condition, const std::set<std::string>& terms) {
  if (condition.op == FilterOp::exists) return terms.contains(condition.key);
  const auto part_holds = [&](const Filter& part) { return holds(part, terms); };
  if (condition.op == FilterOp::negation) return !part_holds(condition.parts.at(0));
  EXPECT_LE(condition.op, FilterOp::any);
  return condition.op == FilterOp::all ? std::ranges::all_of(condition.parts, part_holds)
                                       : std::ranges::any_of(condition.parts, part_holds);
}

/// Whether stores can write it down: no part is a constant, none is alone.
bool is_plain(const Filter& condition, bool whole = true) {
  if (condition.op == FilterOp::exists) return true;
  const std::size_t least = condition.op == FilterOp::negation ? 1 : 2;
  if (condition.parts.size() < least && !(whole && condition.parts.empty())) return false;
  return std::ranges::all_of(condition.parts, [](const Filter& part) { return is_plain(part, false); });
}

TEST(FilterTerms, HoldWhereTheOracleSaysAndNowhereElseWhenTheyAreExact) {
  std::vector<std::pair<Json, std::set<std::string>>> all;
  for (const char* text : odd_metadata) {
    Json metadata = Json::parse(text);
    const auto terms = metadata_terms(metadata);
    all.emplace_back(std::move(metadata), std::set(terms.begin(), terms.end()));
  }
  std::mt19937 random(5);
  int exact = 0;
  for (int turn = 0; turn < 5'000; ++turn) {
    const Filter filter = random_filter(random, 4);
    const TermFilter bound = filter_by_terms(filter);
    const std::string shown = filter_to_json(filter).dump();
    ASSERT_TRUE(is_plain(bound.condition)) << shown;
    exact += bound.exact ? 1 : 0;
    for (const auto& [metadata, terms] : all) {
      const bool fits = matches(filter, metadata);
      const bool told = holds(bound.condition, terms);
      ASSERT_TRUE(bound.exact ? told == fits : told || !fits) << shown << " on " << metadata.dump();
    }
  }
  EXPECT_GT(exact, 1'000);
  EXPECT_LT(exact, 4'000);
}

TEST(FilterTerms, AreHexadecimalAndDifferent) {
  const auto terms = metadata_terms(Json::parse(R"({"a":[1,"1",true,1.0,"n1"],"b":1,"an1":"","c":null,"d":{"a":1}})"));
  EXPECT_EQ(terms.size(), 5U + 2U + 2U) << "keys a, b and an1 with 4, 1 and 1 values";
  for (const std::string& term : terms) {
    EXPECT_EQ(term.size(), 32U);
    EXPECT_EQ(term.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
  EXPECT_TRUE(metadata_terms(Json()).empty());
}

}  // namespace
}  // namespace baton::testing
