#include "index/hnsw_graph.hpp"

#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "index/support.hpp"
#include "index/vector_rows.hpp"

namespace baton {
namespace {

constexpr std::size_t size = 16;
constexpr std::uint32_t count = 2000;

ChunkedRows random_rows(std::uint32_t rows) {
  std::mt19937 random(1);
  ChunkedRows result(size * sizeof(float));
  result.reserve(rows);
  for (std::uint32_t slot = 0; slot < rows; ++slot) {
    const auto row = prepared(testing::random_vector(size, random), size, VectorMetric::cosine);
    std::ranges::copy(row, result.as<float>(slot));
  }
  return result;
}

/// The share of slots that a search with their own vector finds.
double found_again(const HnswGraph& graph, const FloatSpace& space) {
  SearchScratch scratch;
  std::uint32_t found = 0;
  for (std::uint32_t slot = 0; slot < count; ++slot) {
    found += graph.search(space, space.query_of(slot), 20, scratch).front().slot == slot ? 1U : 0U;
  }
  return double{1} * found / count;
}

void expect_sound(const LinkLists& lists) {
  for (std::uint32_t slot = 0; slot < count; ++slot) {
    for (int level = 0; level <= lists.level(slot); ++level) {
      const LinkList list = lists.at(slot, level);
      std::set<std::uint32_t> neighbours;
      for (std::size_t i = 0; i < list.size(); ++i) {
        EXPECT_LT(list[i], count);
        EXPECT_NE(list[i], slot);
        EXPECT_GE(lists.level(list[i]), level);
        EXPECT_TRUE(neighbours.insert(list[i]).second) << slot << " has a neighbour twice";
      }
      EXPECT_LE(list.size(), lists.most(level));
    }
  }
}

TEST(HnswGraph, FindsEverySlotAgain) {
  const ChunkedRows rows = random_rows(count);
  const FloatSpace space = float_space(rows, VectorMetric::cosine);
  HnswGraph graph({.links = 8, .ef_construction = 60});
  graph.reserve(count);
  SearchScratch scratch;
  EXPECT_TRUE(graph.search(space, space.query_of(0), 3, scratch).empty());
  for (std::uint32_t slot = 0; slot < count; ++slot) graph.insert(space, slot, scratch);
  expect_sound(graph.lists());
  EXPECT_GE(found_again(graph, space), 0.99);
}

TEST(HnswGraph, IsLinkedByManyThreadsWhileOthersSearch) {
  const ChunkedRows rows = random_rows(count);
  const FloatSpace space = float_space(rows, VectorMetric::cosine);
  HnswGraph graph({.links = 8, .ef_construction = 60});
  graph.reserve(count);
  std::atomic<std::uint32_t> next{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      SearchScratch scratch;
      for (std::uint32_t slot = next++; slot < count; slot = next++) graph.insert(space, slot, scratch);
    });
  }
  threads.emplace_back([&] {
    SearchScratch scratch;
    while (next < count) EXPECT_LE(graph.search(space, space.query_of(1), 10, scratch).size(), 10U);
  });
  for (auto& thread : threads) thread.join();
  expect_sound(graph.lists());
  EXPECT_GE(found_again(graph, space), 0.99);
}

TEST(LinkLists, OneNodeInSixteenReachesTheNextLevel) {
  LinkLists lists(16);
  lists.reserve(1 << 16);
  std::vector<int> nodes(LinkLists::highest_level + 1);
  for (std::uint32_t slot = 0; slot < lists.capacity(); ++slot) ++nodes[static_cast<std::size_t>(lists.level(slot))];
  EXPECT_NEAR(nodes[1] + nodes[2] + nodes[3] + nodes[4], (1 << 16) / 16, 250);
  EXPECT_NEAR(nodes[2] + nodes[3] + nodes[4], (1 << 16) / 256, 60);
}

}  // namespace
}  // namespace baton
