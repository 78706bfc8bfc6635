#pragma once

#include "index/random_filters.hpp"
#include "index/vector_store_fixture.hpp"

/// The part of the contract that compares each store's filters with the oracle, `matches`.
namespace baton::testing {

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
