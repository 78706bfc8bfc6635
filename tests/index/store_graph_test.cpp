#include <filesystem>
#include <random>

#include <gtest/gtest.h>

#include "index/store_fixture.hpp"

namespace baton {
namespace {

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

}  // namespace
}  // namespace baton
