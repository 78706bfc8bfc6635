#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include <baton/core/json.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/index/vector_store.hpp>

#include "core/cosine.hpp"
#include "index/store_fixture.hpp"

namespace baton {
namespace {

constexpr std::size_t dims = 8;
constexpr std::size_t count = 2400;

Json remainder(std::size_t n) { return Json::parse(R"({"n": )" + std::to_string(n) + "}"); }

/// Records of two namespaces, three in four of them in the first, with the remainder by 1,000 as metadata.
class FilteredStore : public testing::StoreTest {
 protected:
  FilteredStore() {
    store_ = Store::open(file(), {.exact_below = 100});
    records_ = embedded_vector_store(store_, {.embedder = {.name = "test/embedder", .dimensions = dims}});
    for (const std::string& space : {std::string("a"), std::string("b")}) {
      std::vector<VectorRecord> some;
      for (std::size_t i = 0; i < count; ++i) {
        if ((i % 4 == 0) != (space == "b")) continue;
        some.push_back({.id = std::to_string(i), .source = "s", .text = "t", .metadata = remainder(i % 1000),
                        .vector = vectors_.emplace_back(testing::random_vector(dims, random_))});
        places_.push_back(i);
      }
      sync_wait(records_->upsert(StoreNamespace(space), std::move(some), {}));
    }
  }
  /// The ids in namespace "a" of the ten records nearest to `query` whose remainder is below `bound`.
  std::vector<std::string> expected(const Embedding& query, std::size_t bound) {
    std::vector<std::pair<double, std::string>> order;
    for (std::size_t at = 0; at < count; ++at) {
      const std::size_t i = places_[at];
      if (i % 4 != 0 && i % 1000 < bound) order.emplace_back(-cosine_of(query, vectors_[at]).value(), std::to_string(i));
    }
    std::ranges::sort(order);
    std::vector<std::string> ids;
    for (std::size_t at = 0; at < std::min<std::size_t>(10, order.size()); ++at) ids.push_back(order[at].second);
    return ids;
  }
  std::mt19937 random_{4};
  std::vector<Embedding> vectors_;
  std::vector<std::size_t> places_;
  std::shared_ptr<VectorStore> records_;
};

TEST_F(FilteredStore, FindsAsMuchHoweverFewAreLetThrough) {
  for (const std::size_t bound : {1000UL, 600UL, 300UL, 100UL, 2UL, 0UL}) {
    std::size_t hits = 0;
    std::size_t wanted = 0;
    for (int turn = 0; turn < 10; ++turn) {
      const VectorQuery query{.vector = testing::random_vector(dims, random_), .words = {}, .filter = where("n") < bound, .top = 10};
      const auto found = sync_wait(records_->search(StoreNamespace("a"), query, {}));
      const auto right = expected(query.vector, bound);
      EXPECT_EQ(found.size(), right.size()) << bound;
      for (const auto& hit : found) hits += static_cast<std::size_t>(std::ranges::count(right, hit.record.id));
      wanted += right.size();
    }
    EXPECT_GE(static_cast<double>(hits), 0.97 * static_cast<double>(wanted)) << bound;
  }
}

TEST_F(FilteredStore, SeesWhatWasAddedAndRemovedSince) {
  const Embedding vector(dims, 1.0F);
  const VectorQuery query{.vector = vector, .words = {}, .filter = where("n") < 900, .top = 1};
  std::vector<VectorRecord> more;
  more.push_back({.id = "new", .source = "s", .text = "t", .metadata = remainder(5), .vector = vector});
  sync_wait(records_->upsert(StoreNamespace("a"), std::move(more), {}));
  EXPECT_EQ(sync_wait(records_->search(StoreNamespace("a"), query, {})).at(0).record.id, "new");
  sync_wait(records_->remove(StoreNamespace("a"), RecordIds{{"new"}}, {}));
  EXPECT_NE(sync_wait(records_->search(StoreNamespace("a"), query, {})).at(0).record.id, "new");
}

}  // namespace
}  // namespace baton
