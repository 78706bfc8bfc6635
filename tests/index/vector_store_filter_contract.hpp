#pragma once

#include <random>
#include <string>
#include <variant>
#include <vector>

#include "index/vector_store_fixture.hpp"

/// The part of the contract that compares each store's filters with the oracle, `matches`.
namespace baton::testing {

/// Each record is odd in its own way; whatever a filter asks, the store must answer as `matches` does.
inline const std::vector<const char*> odd_metadata = {
    "null", "{}", R"({"a":1})", R"({"a":1.0,"b":"x"})", R"({"a":"1"})", R"({"a":true})", R"({"a":false,"b":["x","y"]})",
    R"({"a":null})", R"({"a":[]})", R"({"a":[1,"x",null]})", R"({"a":{"b":1}})", R"({"a":[[1]],"b":"X"})",
    R"({"a":-0.0})", R"({"a":9007199254740993})", R"({"a":1e300,"b":""})", R"({"a":2,"b":"ä"})", R"({"a":"%_","b":"a%b_c"})",
    R"({"a.b":1,"b":"x y"})", R"({"a'\"":1})", R"({"$a":"it's"})", R"({"a":0.1})", R"({"a":[false,2.5],"b":[1,2,3]})", R"({"a":"x\"]}"})"};

inline const std::vector<FilterValue> odd_values = {1, 2, 0, 0.1, -1, 2.5, 1e300, 9007199254740992, true, false, "x", "X", "1",
                                                    "", "ä", "%", "_", "it's", "x\"]}", "y"};

inline Filter random_filter(std::mt19937& random, int depth) {
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  static const std::vector<std::string> keys = {"a", "b", "a.b", "a'\"", "$a", "missing"};
  const std::size_t kind = depth > 0 ? pick(12) : pick(9);
  if (kind >= 9) {
    Filter filter{.op = static_cast<FilterOp>(kind - 9)};
    const std::size_t parts = filter.op == FilterOp::negation ? 1 : pick(4);
    for (std::size_t i = 0; i < parts; ++i) filter.parts.push_back(random_filter(random, depth - 1));
    return filter;
  }
  Filter filter{.op = static_cast<FilterOp>(kind + 3), .key = keys[pick(keys.size())]};
  if (filter.op == FilterOp::exists) return filter;
  const std::size_t count = filter.op == FilterOp::in ? pick(4) : 1;
  while (filter.values.size() < count) {
    const FilterValue& value = odd_values[pick(odd_values.size())];
    const bool ordered = filter.op >= FilterOp::lt && filter.op <= FilterOp::ge;
    if (ordered && std::holds_alternative<bool>(value.variant())) continue;
    if (filter.op == FilterOp::contains && !std::holds_alternative<std::string>(value.variant())) continue;
    filter.values.push_back(value);
  }
  return filter;
}

TEST_P(VectorStoreContract, EveryFilterMeansWhatTheOracleSays) {
  std::vector<VectorRecord> records;
  for (std::size_t i = 0; i < odd_metadata.size(); ++i) {
    records.push_back(record("r" + std::to_string(i), {1, static_cast<float>(i), 0, 0}, odd_metadata[i]));
  }
  put(records);
  std::mt19937 random(7);
  for (int turn = 0; turn < 120; ++turn) {
    const Filter filter = random_filter(random, 3);
    Ids expected;
    for (const auto& one : records) {
      if (matches(filter, one.metadata)) expected.push_back(one.id);
    }
    std::ranges::sort(expected);
    const std::string shown = filter_to_json(filter).dump();
    EXPECT_EQ(ids(filter), expected) << shown;
    if (turn % 4 != 0) continue;
    EXPECT_EQ(sorted(ids_of(search({.vector = {1, 1, 0, 0}, .filter = filter, .top = 100}))), expected) << shown;
  }
}

TEST_P(VectorStoreContract, RemovingByAnyFilterTakesWhatTheOracleSays) {
  std::mt19937 random(11);
  for (int turn = 0; turn < 4; ++turn) {
    const Filter filter = random_filter(random, 2);
    std::vector<VectorRecord> records;
    Ids expected;
    for (std::size_t i = 0; i < odd_metadata.size(); ++i) {
      records.push_back(record("r" + std::to_string(i), {1, 0, 0, 0}, odd_metadata[i]));
      if (!matches(filter, records.back().metadata)) expected.push_back(records.back().id);
    }
    put(std::move(records));
    remove(filter);
    EXPECT_EQ(ids(), sorted(expected)) << filter_to_json(filter).dump();
  }
}

}  // namespace baton::testing
