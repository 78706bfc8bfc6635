#include <baton/index/vector_index.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::random_vector;

constexpr std::size_t dims = 24;

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += double{a[i]} * double{b[i]};
    aa += double{a[i]} * double{a[i]};
    bb += double{b[i]} * double{b[i]};
  }
  return ab / std::sqrt(aa * bb);
}

std::vector<std::int64_t> ids_of(const std::vector<VectorMatch>& matches) {
  std::vector<std::int64_t> ids;
  for (const auto& match : matches) ids.push_back(match.id);
  return ids;
}

std::vector<std::int64_t> nearest(const std::vector<std::vector<float>>& all,
                                  const std::vector<float>& query, std::size_t top) {
  std::vector<std::pair<double, std::int64_t>> order;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].empty()) order.emplace_back(-cosine(all[i], query), static_cast<std::int64_t>(i + 1));
  }
  std::ranges::sort(order);
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < std::min(top, order.size()); ++i) ids.push_back(order[i].second);
  return ids;
}

/// Vectors numbered from 1; a removed one is empty.
struct Filled {
  Filled(std::size_t count, VectorIndexOptions options, unsigned seed = 1) : index(dims, options), random(seed) {
    for (std::size_t i = 0; i < count; ++i) add();
  }
  void add() {
    vectors.push_back(random_vector(dims, random));
    index.add(static_cast<std::int64_t>(vectors.size()), vectors.back());
  }
  void remove(std::size_t id) {
    EXPECT_TRUE(index.remove(static_cast<std::int64_t>(id)));
    vectors[id - 1].clear();
  }
  double recall(std::size_t top, int queries) {
    std::size_t hits = 0;
    for (int q = 0; q < queries; ++q) {
      const auto query = random_vector(dims, random);
      const auto expected = nearest(vectors, query, top);
      const auto found = ids_of(index.search(query, top));
      for (const auto id : expected) hits += std::ranges::count(found, id) > 0 ? 1U : 0U;
    }
    return static_cast<double>(hits) / static_cast<double>(top * static_cast<std::size_t>(queries));
  }
  VectorIndex index;
  std::mt19937 random;
  std::vector<std::vector<float>> vectors;
};

TEST(VectorIndex, ExactSearchAgreesWithTheDefinition) {
  Filled filled(500, {});
  ASSERT_TRUE(filled.index.exact());
  for (int i = 0; i < 50; ++i) {
    const auto query = random_vector(dims, filled.random);
    const auto found = filled.index.search(query, 10);
    EXPECT_EQ(ids_of(found), nearest(filled.vectors, query, 10));
    const auto& best = filled.vectors[static_cast<std::size_t>(found[0].id - 1)];
    EXPECT_NEAR(found[0].score, cosine(best, query), 1e-5);
  }
}

TEST(VectorIndex, EveryLengthOfVectorGivesTheSameProduct) {
  std::mt19937 random(3);
  for (std::size_t size = 1; size <= 70; ++size) {
    VectorIndex index(size);
    const auto a = random_vector(size, random);
    const auto b = random_vector(size, random);
    index.add(1, a);
    EXPECT_NEAR(index.search(b, 1)[0].score, cosine(a, b), 1e-5) << size;
  }
}

/// What a metric says of two vectors, larger being nearer.
double score_by_hand(const std::vector<float>& a, const std::vector<float>& b, VectorMetric metric) {
  if (metric == VectorMetric::cosine) return cosine(a, b);
  double product = 0;
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += double{a[i]} * double{b[i]};
    squares += (double{a[i]} - double{b[i]}) * (double{a[i]} - double{b[i]});
  }
  return metric == VectorMetric::l2 ? -std::sqrt(squares) : product;
}

TEST(VectorIndex, EveryMetricAgreesWithItsDefinition) {
  for (const VectorMetric metric : {VectorMetric::cosine, VectorMetric::inner_product, VectorMetric::l2}) {
    for (const std::size_t exact_below : {1000UL, 0UL}) {
      std::mt19937 random(4);
      VectorIndex index(dims, {.metric = metric, .exact_below = exact_below});
      std::vector<std::vector<float>> vectors;
      for (std::int64_t id = 0; id < 300; ++id) {
        auto vector = random_vector(dims, random);
        for (float& x : vector) x *= static_cast<float>(1 + id % 3);
        index.add(id, vector);
        vectors.push_back(std::move(vector));
      }
      std::size_t hits = 0;
      for (int round = 0; round < 50; ++round) {
        const auto query = random_vector(dims, random);
        const auto nearer = [&](const auto& a, const auto& b) { return score_by_hand(a, query, metric) < score_by_hand(b, query, metric); };
        const auto best = std::ranges::max_element(vectors, nearer);
        const auto found = index.search(query, 5);
        hits += found[0].id == best - vectors.begin() ? 1U : 0U;
        EXPECT_NEAR(found[0].score, score_by_hand(vectors[static_cast<std::size_t>(found[0].id)], query, metric), 1e-4);
      }
      EXPECT_GE(hits, exact_below == 0 ? 48U : 50U) << static_cast<int>(metric);
    }
  }
}

TEST(VectorIndex, OnlyTheCosineNeedsADirection) {
  VectorIndex index(2, {.metric = VectorMetric::l2});
  index.add(1, std::vector{0.0F, 0.0F});
  EXPECT_FLOAT_EQ(index.search(std::vector{3.0F, 4.0F}, 1).at(0).score, -5.0F);
  EXPECT_EQ(code_of([&] { index.add(2, std::vector{3e38F, 0.0F}); }), ErrorCode::invalid_argument);
}

TEST(VectorIndex, TheGraphFindsNearlyAll) {
  Filled filled(3000, {.exact_below = 500});
  ASSERT_FALSE(filled.index.exact());
  EXPECT_GE(filled.recall(10, 100), 0.97);
}

TEST(VectorIndex, RemovedVectorsAreNeverFound) {
  for (const std::size_t exact_below : {100'000UL, 0UL}) {
    Filled filled(500, {.exact_below = exact_below});
    for (std::size_t id = 1; id <= 500; id += 3) filled.remove(id);
    EXPECT_EQ(filled.index.size(), 333U);
    for (const auto id : filled.index.ids()) EXPECT_NE(id % 3, 1);
    EXPECT_GE(filled.recall(10, 50), 0.97);
    EXPECT_FALSE(filled.index.remove(1));
  }
}

TEST(VectorIndex, SurvivesTheRemovalOfEverything) {
  Filled filled(300, {.exact_below = 50});
  for (std::size_t id = 1; id <= 300; ++id) filled.remove(id);
  EXPECT_EQ(filled.index.size(), 0U);
  EXPECT_TRUE(filled.index.search(random_vector(dims, filled.random), 5).empty());
  filled.add();
  EXPECT_EQ(filled.index.search(filled.vectors.back(), 5).size(), 1U);
}

TEST(VectorIndex, AlwaysGivesAsManyAsThereAre) {
  Filled filled(400, {.exact_below = 10, .ef_search = 10});
  for (std::size_t id = 1; id <= 110; ++id) filled.remove(id);
  const auto found = filled.index.search(random_vector(dims, filled.random), 290);
  const auto ids = ids_of(found);
  EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 290U);
}

TEST(VectorIndex, AnIdMayComeBack) {
  Filled filled(100, {.exact_below = 10});
  filled.remove(5);
  filled.vectors[4] = random_vector(dims, filled.random);
  filled.index.add(5, filled.vectors[4]);
  EXPECT_EQ(filled.index.search(filled.vectors[4], 1)[0].id, 5);
}

TEST(VectorIndex, RandomChangesKeepItEqualToAModel) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    Filled filled(0, {.exact_below = 40 * seed}, seed);
    for (int step = 0; step < 500; ++step) {
      const auto ids = filled.index.ids();
      if (!ids.empty() && filled.random() % 5 < 2) {
        filled.remove(static_cast<std::size_t>(ids[filled.random() % ids.size()]));
      } else {
        filled.add();
      }
    }
    EXPECT_GE(filled.recall(5, 40), 0.97) << seed;
  }
}

TEST(VectorIndex, RefusesVectorsThatCannotBeCompared) {
  VectorIndex index(3);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (const std::vector<float>& bad :
       {std::vector{0.0F, 0.0F, 0.0F}, {1.0F, nan, 0.0F}, {infinity, 0.0F, 0.0F}, {1.0F, 2.0F}}) {
    EXPECT_EQ(code_of([&] { index.add(1, bad); }), ErrorCode::invalid_argument);
    EXPECT_EQ(code_of([&] { static_cast<void>(index.search(bad, 1)); }), ErrorCode::invalid_argument);
  }
  EXPECT_EQ(index.size(), 0U);
}

TEST(VectorIndex, NamesBothLengths) {
  VectorIndex index(3);
  try {
    index.add(1, std::vector{1.0F, 2.0F});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("of 2 dimensions"), std::string::npos);
    EXPECT_NE(error.message().find("has 3"), std::string::npos);
  }
}

TEST(VectorIndex, RefusesATakenIdAndImpossibleOptions) {
  VectorIndex index(2);
  index.add(1, std::vector{1.0F, 0.0F});
  EXPECT_EQ(code_of([&] { index.add(1, std::vector{1.0F, 0.0F}); }), ErrorCode::already_exists);
  EXPECT_EQ(code_of([] { VectorIndex(0); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { VectorIndex(8, {.links = 1}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { VectorIndex(8, {.ef_construction = 0}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { VectorIndex(8, {.metric = VectorMetric::l2, .quantisation = VectorQuantisation::binary}); }),
            ErrorCode::invalid_argument);
}

TEST(VectorIndex, SearchesWhileItGrows) {
  Filled filled(200, {.exact_below = 300});
  const auto query = random_vector(dims, filled.random);
  std::atomic<bool> done{false};
  std::atomic<int> searches{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto found = filled.index.search(query, 10);
        EXPECT_EQ(found.size(), 10U);
        EXPECT_TRUE(std::ranges::is_sorted(found, std::greater{}, &VectorMatch::score));
        ++searches;
      }
    });
  }
  for (int i = 0; i < 600; ++i) filled.add();
  for (std::size_t id = 1; id <= 300; ++id) filled.remove(id);
  while (searches < 10) std::this_thread::yield();
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(filled.index.size(), 500U);
}

}  // namespace
}  // namespace baton
