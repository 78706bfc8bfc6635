#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <random>
#include <stop_token>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>

#include "index/store_fixture.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;
using testing::StoreTest;
using testing::with_vectors;
using testing::write_file;

class GraphStore : public StoreTest {
 protected:
  GraphStore() {
    store_ = Store::open(file(), options_);
    auto writer = store_->writer();
    writer.set_embedder({.name = "test/embedder", .dimensions = 8});
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i) {
      vectors_.push_back(testing::random_vector(8, random));
      writer.apply(put(with_vectors(document(std::to_string(i), {"x"}), {vectors_.back()})));
    }
    writer.save_vectors();
  }
  void expect_all_found() {
    for (std::size_t i = 0; i < vectors_.size(); ++i) {
      EXPECT_EQ(store_->search_vectors(vectors_[i], 1)[0].chunk.source, std::to_string(i));
    }
  }
  [[nodiscard]] std::filesystem::path graph() const { return folder_ / "a.baton.vectors"; }
  StoreOptions options_{.exact_below = 50};
  std::vector<Embedding> vectors_;
};

TEST_F(GraphStore, SavesTheGraphAndLoadsIt) {
  ASSERT_TRUE(std::filesystem::exists(graph()));
  expect_all_found();
  store_ = Store::open(file(), options_);
  expect_all_found();
}

TEST_F(GraphStore, RebuildsADamagedMissingOrForeignGraph) {
  const std::string good = testing::read_file(graph());
  std::string flipped = good;
  flipped[good.size() / 2] = static_cast<char>(flipped[good.size() / 2] ^ 1);
  for (const std::string& bad : {flipped, std::string("x"), std::string(), good.substr(0, 1000)}) {
    write_file(graph(), bad);
    store_ = Store::open(file(), options_);
    expect_all_found();
  }
  std::filesystem::remove(graph());
  store_ = Store::open(file(), options_);
  expect_all_found();
}

TEST_F(GraphStore, CatchesUpWithAnOlderGraph) {
  const std::string old = testing::read_file(graph());
  store_->writer().apply({.put = {}, .touch = {}, .remove = {"7"}});
  {
    auto writer = store_->writer();
    writer.apply(put(with_vectors(document("new", {"x"}), {vectors_[7]})));
  }
  write_file(graph(), old);
  store_ = Store::open(file(), options_);
  EXPECT_EQ(store_->search_vectors(vectors_[7], 1)[0].chunk.source, "new");
}

/// A store with vectors of 16 dimensions that no graph knows yet.
class UnlinkedStore : public StoreTest {
 protected:
  UnlinkedStore() {
    store_ = Store::open(file(), {.exact_below = 50});
    auto writer = store_->writer();
    writer.set_embedder({.name = "test/embedder", .dimensions = 16});
    std::mt19937 random(2);
    for (std::size_t at = 0; at < count; at += 500) {
      DocumentUpdate update = document(std::to_string(at), std::vector<std::string>(500, "x"));
      for (std::size_t i = 0; i < 500; ++i) update.vectors.push_back(testing::random_vector(16, random));
      vectors_.insert(vectors_.end(), update.vectors.begin(), update.vectors.end());
      writer.apply(put(std::move(update)));
    }
  }
  /// The share of the ten nearest that a search finds; their scores are the exact cosines.
  [[nodiscard]] double recall() const {
    const auto exact = Store::open(file());
    std::size_t found = 0;
    for (std::size_t at = 0; at < count; at += 25) {
      const auto nearest = exact->search_vectors(vectors_[at], 10);
      for (const ScoredChunk& hit : store_->search_vectors(vectors_[at], 10)) {
        const auto same = std::ranges::find(nearest, hit.id, &ScoredChunk::id);
        if (same == nearest.end()) continue;
        ++found;
        EXPECT_NEAR(hit.score, same->score, 1e-6);
      }
    }
    return static_cast<double>(found) / (count / 25.0 * 10.0);
  }
  [[nodiscard]] std::filesystem::path graph() const { return folder_ / "a.baton.vectors"; }
  static constexpr std::size_t count = 1500;
  std::vector<Embedding> vectors_;
};

TEST_F(UnlinkedStore, IsLinkedWithHelpersAndTellsHowFar) {
  Runtime runtime({.blocking_threads = 2});
  std::size_t last = 0;
  const auto progress = [&](std::size_t done, std::size_t total) {
    EXPECT_EQ(total, count);
    EXPECT_GE(done, last);
    last = done;
  };
  store_->writer().save_vectors({.helpers = 2, .progress = progress}, Context().with_runtime(runtime));
  EXPECT_EQ(last, count);
  EXPECT_GE(recall(), 0.97);
}

TEST_F(UnlinkedStore, GoesOnWhereItWasStopped) {
  const auto thrower = [](std::size_t done, std::size_t) {
    if (done > 0) throw Error(ErrorCode::busy, "enough");
  };
  EXPECT_EQ(code_of([&] { store_->writer().save_vectors({.progress = thrower}); }), ErrorCode::busy);
  std::stop_source stop;
  stop.request_stop();
  const Context stopped = Context().with_stop(stop.get_token());
  EXPECT_EQ(code_of([&] { store_->writer().save_vectors({}, stopped); }), ErrorCode::cancelled);
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->search_vectors(vectors_[0], 1, {}, stopped)); }), ErrorCode::cancelled);
  EXPECT_FALSE(std::filesystem::exists(graph()));
  std::size_t left = 0;
  store_->writer().save_vectors({.progress = [&](std::size_t, std::size_t total) { left = total; }});
  EXPECT_GT(left, 0U);
  EXPECT_LT(left, count);
  EXPECT_GE(recall(), 0.97);
}

TEST_F(UnlinkedStore, WhoWaitsForAnotherSearchHeedsItsContext) {
  const Context soon = Context().with_timeout(std::chrono::milliseconds(1));
  std::optional<ErrorCode> waited;
  const auto meanwhile = [&](std::size_t, std::size_t) {
    if (waited) return;
    waited = code_of([&] { static_cast<void>(store_->search_vectors(vectors_[0], 1, {}, soon)); });
  };
  store_->writer().save_vectors({.progress = meanwhile});
  EXPECT_EQ(waited, ErrorCode::deadline_exceeded);
}

TEST_F(UnlinkedStore, LosesManyVectorsAtOnce) {
  store_->writer().save_vectors();
  StoreChanges changes;
  changes.remove.push_back("0");
  store_->writer().apply(changes);
  const auto found = store_->search_vectors(vectors_[0], 10);
  ASSERT_EQ(found.size(), 10U);
  for (const ScoredChunk& hit : found) EXPECT_NE(hit.chunk.source, "0");
  EXPECT_EQ(store_->search_vectors(vectors_[700], 1).at(0).chunk.source, "500");
}

TEST_F(UnlinkedStore, OfAnotherQuantisationIsBuiltAnew) {
  store_->writer().save_vectors();
  const auto whole = std::filesystem::file_size(graph());
  for (const auto quantisation : {VectorQuantisation::int8, VectorQuantisation::none}) {
    store_ = Store::open(file(), {.exact_below = 50, .quantisation = quantisation});
    EXPECT_GE(recall(), 0.97);
    std::size_t linked = 0;
    store_->writer().apply(put(document("new", {"x"})));
    store_->writer().save_vectors({.progress = [&](std::size_t, std::size_t total) { linked = total; }});
    EXPECT_EQ(linked, 0U);
    EXPECT_EQ(std::filesystem::file_size(graph()) == whole, quantisation == VectorQuantisation::none);
    store_ = Store::open(file(), {.exact_below = 50, .quantisation = quantisation});
    store_->writer().save_vectors({.progress = [&](std::size_t, std::size_t total) { linked = total; }});
    EXPECT_EQ(linked, 0U) << "it was saved and is read back";
  }
}

}  // namespace
}  // namespace baton
