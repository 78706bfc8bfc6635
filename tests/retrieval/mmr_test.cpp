#include <baton/retrieval/mmr.hpp>

#include <cmath>

#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::document;
using testing::fixed;
using testing::Names;
using testing::sources_of;
using testing::put;
using testing::scored;

class Mmr : public ::testing::Test {
 protected:
  Mmr() {
    auto writer = store_->writer();
    writer.set_embedder({.name = "test/embedder", .dimensions = 2});
    add(writer, "a", {1.0F, 0.0F});
    add(writer, "like a", {1.0F, 0.01F});
    add(writer, "other", {0.0F, 1.0F});
    found_ = {with_id("a", 3.0), with_id("like a", 2.9), with_id("other", 2.0)};
  }
  void add(StoreWriter& writer, const std::string& source, Embedding vector) {
    auto update = document(source, {"text of " + source});
    update.vectors = {std::move(vector)};
    writer.apply(put(update));
  }
  ScoredChunk with_id(const std::string& source, double score) {
    auto chunk = store_->chunks(source).at(0);
    chunk.score = score;
    return chunk;
  }
  testing::TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
  std::vector<ScoredChunk> found_;
};

TEST_F(Mmr, PutsWhatIsDifferentBeforeWhatRepeats) {
  const auto retriever = fixed(found_);
  const auto varied = ask(mmr_retriever(retriever, store_, {.relevance = 0.5}), "x");
  EXPECT_EQ(sources_of(varied), (Names{"a", "other", "like a"}));
  EXPECT_EQ(varied[0].score, 3.0);
  EXPECT_EQ(varied[1].score, 2.0);
  EXPECT_EQ(retriever->last.top, 50U);
  EXPECT_EQ(sources_of(ask(mmr_retriever(retriever, store_, {.relevance = 1.0}), "x")), (Names{"a", "like a", "other"}));
  EXPECT_EQ(sources_of(ask(mmr_retriever(retriever, store_, {.relevance = 0.5}), "x", 2)), (Names{"a", "other"}));
  EXPECT_TRUE(ask(mmr_retriever(retriever, store_), "x", 0).empty());
  EXPECT_TRUE(ask(mmr_retriever(fixed({}), store_), "x").empty());
}

TEST_F(Mmr, EmbedsWhereThereIsNoStore) {
  std::vector<ScoredChunk> found = {scored("a", 3.0, 0), scored("b", 2.9, 1), scored("c", 2.0, 2)};
  found[0].chunk.text = "the wing makes lift";
  found[1].chunk.text = "a wing makes lift";
  found[2].chunk.text = "engines burn fuel";
  const auto retriever = mmr_retriever(fixed(found), hashing_embedder(), {.relevance = 0.5});
  EXPECT_EQ(sources_of(ask(retriever, "x")), (Names{"a", "c", "b"}));
}

TEST_F(Mmr, AChunkWithoutVectorIsLikeNoOther) {
  store_->writer().apply(put(document("bare", {"text"})));
  const auto found = ask(mmr_retriever(fixed({found_[0], found_[1], with_id("bare", 1.0)}), store_, {.relevance = 0.2}), "x");
  EXPECT_EQ(sources_of(found), (Names{"a", "bare", "like a"}));
}

TEST_F(Mmr, RefusesWhatMakesNoSense) {
  const std::shared_ptr<const Store> no_store;
  EXPECT_EQ(code_of([&] { static_cast<void>(mmr_retriever(nullptr, store_)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(mmr_retriever(fixed({}), no_store)); }), ErrorCode::invalid_argument);
  for (const double relevance : {-0.1, 1.1, std::nan("")}) {
    EXPECT_EQ(code_of([&] { static_cast<void>(mmr_retriever(fixed({}), store_, {.relevance = relevance})); }),
              ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace baton
