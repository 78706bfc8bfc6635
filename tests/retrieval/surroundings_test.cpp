#include <baton/retrieval/surroundings.hpp>

#include <gtest/gtest.h>

#include <baton/retrieval/store_retrievers.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::fixed;
using testing::Names;
using testing::sources_of;
using testing::put;
using testing::scored;

class Surroundings : public ::testing::Test {
 protected:
  Surroundings() {
    auto writer = store_->writer();
    writer.apply(put(testing::sections("a", {{"One", "zero"}, {"One", "alpha wing"}, {"One", "two"},
                                             {"Two", "beta wing"}, {"Two", "four"}, {"Three", "five"}})));
    writer.apply(put(testing::sections("b", {{"X", "a wing wing wing"}})));
  }
  std::vector<std::string> texts(const std::shared_ptr<const Retriever>& retriever, const std::string& question) {
    std::vector<std::string> result;
    for (const auto& each : ask(retriever, question)) result.push_back(each.chunk.text);
    return result;
  }
  testing::TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
  std::shared_ptr<const Retriever> keyword_ = keyword_retriever(store_);
};

TEST_F(Surroundings, AWindowHoldsTheNeighbours) {
  EXPECT_EQ(texts(window_retriever(keyword_, store_), "alpha"), (Names{"zero\nalpha wing\ntwo"}));
  EXPECT_EQ(texts(window_retriever(keyword_, store_, {.before = 0, .after = 9}), "four"), (Names{"four\nfive"}));
  EXPECT_EQ(texts(window_retriever(keyword_, store_, {.before = 9, .after = 0}), "zero"), (Names{"zero"}));
}

TEST_F(Surroundings, WindowsThatTouchBecomeOnePassage) {
  const auto found = ask(window_retriever(keyword_, store_), "alpha beta");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].chunk.text, "zero\nalpha wing\ntwo\nbeta wing\nfour");
  EXPECT_EQ(found[0].chunk.span, (TextSpan{.begin = 0, .end = 34, .first_line = 1, .last_line = 5}));
  const auto best = ask(keyword_, "alpha beta");
  EXPECT_EQ(found[0].score, best[0].score);
  EXPECT_EQ(found[0].id, best[0].id);
}

TEST_F(Surroundings, AParentTakesThePlaceOfItsChunks) {
  EXPECT_EQ(texts(parent_retriever(keyword_, store_), "alpha"), (Names{"zero\nalpha wing\ntwo"}));
  EXPECT_EQ(texts(parent_retriever(keyword_, store_), "alpha zero").size(), 1U);
  EXPECT_EQ(texts(parent_retriever(keyword_, store_, {.key = ""}), "five").at(0).size(), 39U);
  EXPECT_EQ(texts(parent_retriever(keyword_, store_, {.max_bytes = 10}), "alpha"), (Names{"alpha wing"}));
  EXPECT_EQ(texts(parent_retriever(keyword_, store_), "wing").size(), 3U);
}

TEST_F(Surroundings, AutoMergingWantsEnoughOfTheParent) {
  const auto merging = parent_retriever(keyword_, store_, {.share = 0.6});
  EXPECT_EQ(texts(merging, "alpha"), (Names{"alpha wing"}));
  EXPECT_EQ(texts(merging, "alpha zero"), (Names{"zero\nalpha wing\ntwo"}));
}

TEST_F(Surroundings, OverlappingTextIsNotRepeated) {
  DocumentUpdate update = testing::sections("c", {{"", "one two three"}, {"", "three dozen"}});
  update.chunks[1].span.begin = 8;
  update.chunks[1].span.end = 19;
  store_->writer().apply(put(update));
  EXPECT_EQ(texts(window_retriever(keyword_, store_), "dozen"), (Names{"one two three dozen"}));
}

TEST_F(Surroundings, ForeignChunksStayAsTheyAre) {
  const auto strange = scored("elsewhere", 1.0);
  EXPECT_EQ(sources_of(ask(window_retriever(fixed({strange}), store_), "x")), (Names{"elsewhere"}));
  auto unknown_id = scored("a", 1.0);
  unknown_id.id = 1'000'000;
  EXPECT_EQ(ask(parent_retriever(fixed({unknown_id}), store_), "x").at(0).chunk.text, "text of a");
}

TEST_F(Surroundings, RefusesMissingParts) {
  EXPECT_EQ(code_of([&] { static_cast<void>(window_retriever(nullptr, store_)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(parent_retriever(keyword_, nullptr)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(parent_retriever(keyword_, store_, {.share = 1.5})); }),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
