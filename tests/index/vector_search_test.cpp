#include <algorithm>
#include <numeric>
#include <ranges>
#include <string>

#include <gtest/gtest.h>

#include <baton/index/vector_index.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::random_vector;

constexpr std::size_t dims = 24;
constexpr std::int64_t count = 1200;

std::vector<std::int64_t> ids_found(const std::vector<VectorMatch>& matches) {
  std::vector<std::int64_t> ids;
  for (const VectorMatch& match : matches) ids.push_back(match.id);
  return ids;
}

/// The same vectors in an index that compares all of them and in one with a graph; some were removed.
struct Pair {
  explicit Pair(VectorIndexOptions options) : exact(dims, {.metric = options.metric}), graph(dims, options) {
    for (std::int64_t id = 0; id < count; ++id) {
      const auto vector = random_vector(dims, random);
      exact.add(id, vector);
      graph.add(id, vector);
    }
    for (std::int64_t id = 0; id < count; id += 9) {
      exact.remove(id);
      graph.remove(id);
    }
  }
  /// The share of the true matches among `only` that the graph finds.
  double recall(const IdSet& only, std::size_t top) {
    std::size_t hits = 0;
    std::size_t wanted = 0;
    for (int round = 0; round < 20; ++round) {
      const auto query = random_vector(dims, random);
      const auto expected = ids_found(exact.search(query, top, only));
      const auto found = ids_found(graph.search(query, top, only));
      EXPECT_EQ(found.size(), expected.size());
      for (const auto id : found) EXPECT_TRUE(only.contains(id) && id % 9 != 0) << id;
      for (const auto id : expected) hits += static_cast<std::size_t>(std::ranges::count(found, id));
      wanted += expected.size();
    }
    return wanted == 0 ? 1.0 : static_cast<double>(hits) / static_cast<double>(wanted);
  }
  std::mt19937 random{3};
  VectorIndex exact;
  VectorIndex graph;
};

IdSet one_in(unsigned every) {
  std::mt19937 random(every);
  std::vector<std::int64_t> ids;
  for (std::int64_t id = 0; id < count; ++id) {
    if (random() % every == 0) ids.push_back(id);
  }
  return IdSet(ids);
}

TEST(VectorSearch, FindsAsMuchHoweverFewAreAllowed) {
  Pair pair({.exact_below = 0, .ef_construction = 60, .ef_search = 30});
  for (const unsigned every : {1U, 2U, 10U, 100U, 2000U}) EXPECT_GE(pair.recall(one_in(every), 10), 0.93) << every;
}

TEST(VectorSearch, AnExactIndexHonoursTheSetToo) {
  Pair pair({});
  for (const unsigned every : {1U, 3U, 300U}) EXPECT_EQ(pair.recall(one_in(every), 10), 1.0) << every;
}

TEST(VectorSearch, FindsWhatLiesFarFromTheQuery) {
  // The allowed vectors are those that point away from the query: the graph would walk through all the others.
  VectorIndex index(dims, {.exact_below = 0, .ef_construction = 60, .ef_search = 10});
  std::mt19937 random(5);
  const auto query = random_vector(dims, random);
  std::vector<std::pair<float, std::int64_t>> order;
  for (std::int64_t id = 0; id < count; ++id) {
    const auto vector = random_vector(dims, random);
    index.add(id, vector);
    order.emplace_back(std::inner_product(vector.begin(), vector.end(), query.begin(), 0.0F), id);
  }
  std::ranges::sort(order);
  std::vector<std::int64_t> farthest;
  for (std::size_t i = 0; i < 500; ++i) farthest.push_back(order[i].second);
  const auto found = index.search(query, 5, IdSet(farthest));
  ASSERT_EQ(found.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_TRUE(std::ranges::count(farthest, found[i].id) == 1);
  EXPECT_GE(std::ranges::count(farthest | std::views::drop(490), found[0].id), 1);
}

TEST(VectorSearch, NothingAllowedFindsNothing) {
  Pair pair({.exact_below = 0, .ef_construction = 20});
  const auto query = random_vector(dims, pair.random);
  EXPECT_TRUE(pair.graph.search(query, 5, IdSet({})).empty());
  EXPECT_TRUE(pair.graph.search(query, 5, IdSet({count + 1, -7})).empty());
  EXPECT_TRUE(pair.graph.search(query, 0, one_in(1)).empty());
  EXPECT_TRUE(VectorIndex(dims).search(query, 5, one_in(1)).empty());
}

TEST(VectorSearch, ShortenedVectorsFindNearlyAllAndScoreExactly) {
  for (const VectorMetric metric : {VectorMetric::cosine, VectorMetric::inner_product, VectorMetric::l2}) {
    Pair pair({.metric = metric, .quantisation = VectorQuantisation::int8, .exact_below = 0, .ef_construction = 60, .ef_search = 60});
    EXPECT_GE(pair.recall(one_in(1), 10), 0.93) << static_cast<int>(metric);
    EXPECT_GE(pair.recall(one_in(3), 10), 0.93) << static_cast<int>(metric);
    const auto query = random_vector(dims, pair.random);
    const auto all = pair.exact.search(query, count);
    for (const VectorMatch& match : pair.graph.search(query, 10)) {
      EXPECT_TRUE(std::ranges::any_of(all, [&](const VectorMatch& same) { return same.id == match.id && same.score == match.score; }));
    }
  }
  Pair signs({.quantisation = VectorQuantisation::binary, .exact_below = 0, .ef_construction = 60, .ef_search = 400});
  EXPECT_GE(signs.recall(one_in(1), 10), 0.85);
}

TEST(VectorSearch, IsRefusedWhenShortenedInAnotherWay) {
  const testing::TempFolder folder;
  const VectorStamp stamp{.store_id = "s", .embedder = "e", .generation = 1};
  Pair pair({.exact_below = 0, .ef_construction = 60});
  pair.graph.save(folder / "v", stamp);
  const auto loaded = VectorIndex::load(folder / "v", stamp, dims, {.quantisation = VectorQuantisation::int8});
  EXPECT_EQ(loaded.error().code(), ErrorCode::data_corrupt);
}

}  // namespace
}  // namespace baton
