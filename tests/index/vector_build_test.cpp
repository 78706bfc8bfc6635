#include <algorithm>
#include <atomic>
#include <stop_token>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/index/vector_index.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::random_vector;

constexpr std::size_t dims = 16;

struct Many {
  explicit Many(std::size_t count) {
    std::mt19937 random(8);
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(static_cast<std::int64_t>(3 * i));
      const auto vector = random_vector(dims, random);
      numbers.insert(numbers.end(), vector.begin(), vector.end());
    }
  }
  [[nodiscard]] std::span<const float> vector(std::size_t at) const { return std::span(numbers).subspan(at * dims, dims); }
  std::vector<std::int64_t> ids;
  std::vector<float> numbers;
};

/// The share of vectors that are found by themselves.
double found_by_themselves(const VectorIndex& index, const Many& many) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < many.ids.size(); ++at) {
    found += index.search(many.vector(at), 1).at(0).id == many.ids[at] ? 1U : 0U;
  }
  return static_cast<double>(found) / static_cast<double>(many.ids.size());
}

TEST(VectorBuild, HelpersBuildWhatOneThreadBuilds) {
  const Many many(1500);
  for (const std::size_t blocking_threads : {0UL, 1UL, 3UL}) {
    Runtime runtime({.blocking_threads = blocking_threads});
    VectorIndex index(dims, {.exact_below = 400, .links = 8, .ef_construction = 50, .ef_search = 30});
    std::size_t last = 0;
    index.add_all(many.ids, many.numbers,
                  {.helpers = 3, .progress = [&](std::size_t done, std::size_t total) {
                     EXPECT_EQ(total, 1500U);
                     EXPECT_GE(done, last);
                     last = done;
                   }},
                  Context().with_runtime(runtime));
    EXPECT_EQ(last, 1500U);
    EXPECT_FALSE(index.exact());
    EXPECT_EQ(index.ids(), many.ids);
    EXPECT_GE(found_by_themselves(index, many), 0.99) << blocking_threads;
  }
}

TEST(VectorBuild, SearchesGoOnMeanwhile) {
  const Many many(1500);
  Runtime runtime({.blocking_threads = 2});
  VectorIndex index(dims, {.exact_below = 0, .links = 8, .ef_construction = 50});
  std::atomic<bool> done{false};
  std::thread reader([&] {
    std::size_t seen = 0;
    while (!done) {
      EXPECT_LE(index.search(many.vector(0), 5).size(), 5U);
      EXPECT_GE(index.size(), seen);
      seen = index.size();
    }
  });
  index.add_all(many.ids, many.numbers, {.helpers = 2}, Context().with_runtime(runtime));
  done = true;
  reader.join();
  EXPECT_EQ(index.size(), 1500U);
}

TEST(VectorBuild, ACancelledBuildKeepsWhatIsWhole) {
  const Many many(3000);
  for (const std::size_t exact_below : {0UL, 500UL, 1500UL}) {
    VectorIndex index(dims, {.exact_below = exact_below, .links = 8, .ef_construction = 40});
    std::stop_source stop;
    const auto stop_soon = [&](std::size_t at, std::size_t) {
      if (at > 1000) stop.request_stop();
    };
    EXPECT_EQ(code_of([&] { index.add_all(many.ids, many.numbers, {.progress = stop_soon}, Context().with_stop(stop.get_token())); }),
              ErrorCode::cancelled);
    const std::vector<std::int64_t> kept = index.ids();
    ASSERT_EQ(kept.size(), 1024U) << exact_below;
    // What is missing can be added again, under the same ids.
    const std::span<const std::int64_t> rest = std::span(many.ids).subspan(kept.size());
    index.add_all(rest, std::span(many.numbers).subspan(kept.size() * dims), {}, {});
    EXPECT_EQ(index.ids(), many.ids);
    EXPECT_GE(found_by_themselves(index, many), 0.98) << exact_below;
    const testing::TempFolder folder;
    const VectorStamp stamp{.store_id = "s", .embedder = "e", .generation = 1};
    index.save(folder / "v", stamp);
    EXPECT_TRUE(VectorIndex::load(folder / "v", stamp, dims));
  }
}

TEST(VectorBuild, RemovingManyLinksTheRestOnce) {
  const Many many(3000);
  Runtime runtime({.blocking_threads = 2});
  VectorIndex index(dims, {.exact_below = 0, .links = 8, .ef_construction = 40});
  index.add_all(many.ids, many.numbers, {.helpers = 2}, Context().with_runtime(runtime));
  std::stop_source stop;
  stop.request_stop();
  const std::span<const std::int64_t> half = std::span(many.ids).first(1500);
  EXPECT_EQ(code_of([&] { index.remove_all(half, {}, Context().with_stop(stop.get_token())); }), ErrorCode::cancelled);
  EXPECT_EQ(index.size(), 1500U);
  EXPECT_GE(index.search(many.vector(0), 1).at(0).id, many.ids[1500]);
  std::size_t linked = 0;
  EXPECT_EQ(index.remove_all(half, {.helpers = 2, .progress = [&](std::size_t done, std::size_t) { linked = done; }},
                             Context().with_runtime(runtime)),
            0U);
  EXPECT_EQ(linked, 1500U);
  EXPECT_EQ(index.remove_all(std::span(many.ids).subspan(1490, 20), {}, {}), 10U);
  for (std::size_t at = 1510; at < 3000; at += 10) EXPECT_EQ(index.search(many.vector(at), 1).at(0).id, many.ids[at]);
}

TEST(VectorBuild, BadBatchesAddNothing) {
  Many many(20);
  VectorIndex index(dims);
  index.add(6, many.vector(0));
  EXPECT_EQ(code_of([&] { index.add_all(many.ids, many.numbers, {}, {}); }), ErrorCode::already_exists);
  many.ids[2] = many.ids[3];
  EXPECT_EQ(code_of([&] { index.add_all(many.ids, many.numbers, {}, {}); }), ErrorCode::already_exists);
  many.ids[2] = 1000;
  many.numbers[19 * dims] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(code_of([&] { index.add_all(many.ids, many.numbers, {}, {}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { index.add_all(many.ids, std::span(many.numbers).first(5), {}, {}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(index.size(), 1U);
  index.add_all({}, {}, {}, {});
  EXPECT_EQ(index.size(), 1U);
}

}  // namespace
}  // namespace baton
