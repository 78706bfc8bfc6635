#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "index/store_fixture.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;
using testing::with_vectors;

class StoreBackupTest : public testing::StoreTest {
 protected:
  void fill(StoreWriter& writer, int from, int until) {
    for (int i = from; i < until; ++i) {
      const std::string name = std::to_string(i);
      writer.apply(put(with_vectors(document(name, {std::string(20'000, 'x') + " word" + name}), {{1, static_cast<float>(i)}})));
    }
  }
};

TEST_F(StoreBackupTest, IsAStoreLikeTheOriginal) {
  {
    StoreWriter writer = store_->writer();
    writer.set_embedder(testing::embedder);
    fill(writer, 0, 5);
  }
  store_->backup(folder_ / "copy");
  const auto copy = Store::open(folder_ / "copy", {.create = false});
  EXPECT_EQ(copy->counts(), store_->counts());
  EXPECT_EQ(copy->embedder(), testing::embedder);
  EXPECT_EQ(sources(copy->search_keywords("word3", 5)), std::vector<std::string>{"3"});
  EXPECT_EQ(sources(copy->search_vectors(std::vector<float>{1, 0}, 1)), std::vector<std::string>{"0"});
  EXPECT_EQ(code_of([&] { store_->backup(folder_ / "copy"); }), ErrorCode::already_exists);
  EXPECT_EQ(code_of([&] { store_->backup(folder_ / "no such folder/copy"); }), ErrorCode::io_error);
}

TEST_F(StoreBackupTest, ShowsOneMomentWhileAWriterGoesOn) {
  StoreWriter writer = store_->writer();
  writer.set_embedder(testing::embedder);
  fill(writer, 0, 300);  // more pages than one step copies
  int steps = 0;
  store_->backup(folder_ / "copy", [&](std::size_t, std::size_t) {
    ++steps;
    fill(writer, 300 + steps * 10, 310 + steps * 10);
  });
  EXPECT_GT(steps, 1);
  EXPECT_EQ(Store::open(folder_ / "copy")->counts().chunks, 300U);
  EXPECT_EQ(store_->counts().chunks, 300U + static_cast<std::size_t>(steps) * 10U);
}

TEST_F(StoreBackupTest, LeavesNothingWhenItIsStopped) {
  EXPECT_THROW(store_->backup(folder_ / "copy", [](std::size_t, std::size_t) { throw std::runtime_error("stop"); }),
               std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "copy"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.partial"));
}

TEST_F(StoreBackupTest, FiltersSeeTheMetadataOfChunks) {
  DocumentUpdate update = with_vectors(document("a", {"apple one", "apple two"}), {{1, 0}, {0, 1}});
  update.chunks[0].metadata = Json::parse(R"({"lang":"en"})");
  update.chunks[1].metadata = Json::parse(R"({"lang":"de"})");
  StoreWriter writer = store_->writer();
  writer.set_embedder(testing::embedder);
  writer.apply(put(update));
  const auto words = store_->search_keywords("apple", 5, where("lang") == "de");
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].chunk.text, "apple two");
  const auto near = store_->search_vectors(std::vector<float>{1, 0}, 5, where("lang") != "en");
  ASSERT_EQ(near.size(), 1U);
  EXPECT_EQ(near[0].chunk.text, "apple two");
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->search_keywords("x", 1, where("") == 1)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->search_vectors(std::vector<float>{1}, 1, where("a") == 1)); }),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
