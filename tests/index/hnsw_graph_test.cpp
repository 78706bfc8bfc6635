#include "index/hnsw_graph.hpp"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "index/support.hpp"
#include "index/vector_rows.hpp"

namespace baton {
namespace {

constexpr std::size_t size = 16;
constexpr std::uint32_t count = 2000;

/// A graph with room and rows, and no links yet.
HnswGraph filled_graph() {
  HnswGraph graph(float_space(size, VectorMetric::cosine), {.links = 8, .ef_construction = 60});
  graph.reserve(count);
  std::mt19937 random(1);
  for (std::uint32_t slot = 0; slot < count; ++slot) {
    const auto row = prepared(testing::random_vector(size, random), size, VectorMetric::cosine);
    write_row(row.data(), size, VectorQuantisation::none, graph.append());
  }
  return graph;
}

/// The share of slots that a search with their own vector finds.
double found_again(const HnswGraph& graph) {
  SearchScratch scratch;
  std::uint32_t found = 0;
  for (std::uint32_t slot = 0; slot < count; ++slot) {
    found += graph.search(graph.row(slot), 20, scratch).front().slot == slot ? 1U : 0U;
  }
  return double{1} * found / count;
}

TEST(HnswGraph, FindsEverySlotAgain) {
  HnswGraph graph = filled_graph();
  SearchScratch scratch;
  EXPECT_TRUE(graph.search(graph.row(0), 3, scratch).empty());
  for (std::uint32_t slot = 0; slot < count; ++slot) graph.insert(slot, scratch);
  EXPECT_GE(found_again(graph), 0.99);
  EXPECT_GE(graph.top().level, 2);
}

TEST(HnswGraph, GivesTheNearestFirst) {
  HnswGraph graph = filled_graph();
  SearchScratch scratch;
  for (std::uint32_t slot = 0; slot < count; ++slot) graph.insert(slot, scratch);
  const std::vector<Near>& found = graph.search(graph.row(7), 50, scratch);
  ASSERT_EQ(found.size(), 50U);
  EXPECT_EQ(found[0].slot, 7U);
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, &Near::distance));
}

TEST(HnswGraph, IsLinkedByManyThreads) {
  HnswGraph graph = filled_graph();
  std::atomic<std::uint32_t> next{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      SearchScratch scratch;
      for (std::uint32_t slot = next++; slot < count; slot = next++) graph.insert(slot, scratch);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_GE(found_again(graph), 0.99);
}

TEST(HnswGraph, ComesBackFromItsBytesAndGrowsOn) {
  HnswGraph graph = filled_graph();
  SearchScratch scratch;
  for (std::uint32_t slot = 0; slot + 100 < count; ++slot) graph.insert(slot, scratch);
  ByteWriter upper;
  graph.write_upper(upper);
  const std::string bytes = std::string(graph.lowest_bytes()) + upper.bytes();
  HnswGraph again(float_space(size, VectorMetric::cosine), {.links = 8, .ef_construction = 60});
  ByteReader in(bytes);
  again.read(count, graph.top(), in);
  EXPECT_EQ(in.left(), 0U);
  for (std::uint32_t slot = count - 100; slot < count; ++slot) again.insert(slot, scratch);
  EXPECT_GE(found_again(again), 0.99);
}

}  // namespace
}  // namespace baton
