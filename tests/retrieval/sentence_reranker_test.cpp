#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>
#include <baton/retrieval/rerank.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

std::vector<Ranked> rank(std::string query, std::vector<std::string> texts, std::size_t top) {
  const auto reranker = sentence_reranker(hashing_embedder());
  return sync_wait(reranker->rerank(std::move(query), std::move(texts), top, {}));
}

TEST(SentenceReranker, OneGoodSentenceIsEnough) {
  const std::string filler = "Engines burn fuel, and valves let it pass through pipes of many sizes and shapes. "
                             "Their makers publish tables of flow rates that fill whole books. ";
  const auto order = rank("What lift does a wing make?", {filler + filler, filler + "A wing makes lift. " + filler, ""}, 3);
  ASSERT_EQ(order.size(), 3U);
  EXPECT_EQ(order[0].index, 1U);
  EXPECT_EQ(order[2].index, 2U);
  EXPECT_EQ(order[2].score, -1.0);
  EXPECT_GT(order[0].score, order[1].score);
}

TEST(SentenceReranker, GivesNoMoreThanAskedForAndNothingOfNothing) {
  EXPECT_EQ(rank("wing", {"wing", "wing"}, 1).size(), 1U);
  EXPECT_TRUE(rank("wing", {}, 5).empty());
  EXPECT_EQ(sentence_reranker(hashing_embedder())->name().substr(0, 10), "sentences/");
  EXPECT_EQ(testing::code_of([] { static_cast<void>(sentence_reranker(nullptr)); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
