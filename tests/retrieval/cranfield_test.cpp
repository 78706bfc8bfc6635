#include "retrieval/cranfield.hpp"

#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>
#include <baton/retrieval/feedback.hpp>
#include <baton/retrieval/store_retrievers.hpp>

// Figures are printed as "questions 1 to 75 | questions 76 to 150"; what is chosen is chosen on the first.

namespace baton {
namespace {

using testing::IndexedCranfield;
using testing::measure;
using testing::Quality;
using testing::report;
using testing::report_second;

IndexedCranfield* indexed() {
  static auto collection = testing::Cranfield::read();
  static auto result =
      collection ? std::make_unique<IndexedCranfield>(*std::move(collection), hashing_embedder()) : nullptr;
  return result.get();
}

constexpr const char* no_data = "BATON_TEST_DATA does not name a folder with cranfield/";

TEST(Cranfield, HybridIsNotWorseThanKeywordsAlone) {
  IndexedCranfield* index = indexed();
  if (index == nullptr) GTEST_SKIP() << no_data;
  const auto keyword = keyword_retriever(index->store);
  const auto vector = vector_retriever(index->store, index->embedder);
  const auto plain = hybrid_retriever({{keyword, 1.0}, {vector, 1.0}}, {.fusion = Fusion::reciprocal_rank});
  const Quality words = report("keyword", *keyword, index->collection);
  report("hashing", *vector, index->collection);
  report("keyword + hashing, plain RRF", *plain, index->collection);
  const auto hybrid = hybrid_retriever(index->store, index->embedder);
  const Quality both = report("keyword + hashing, default", *hybrid, index->collection);
  EXPECT_GE(words.ndcg10, 0.40);
  EXPECT_GE(both.ndcg10, words.ndcg10);
  const Quality all_words = measure(*keyword, index->collection, 1, 150);
  const Quality all_both = measure(*hybrid, index->collection, 1, 150);
  EXPECT_GE(all_words.ndcg10, 0.37);
  EXPECT_GE(all_both.ndcg10, all_words.ndcg10);
  EXPECT_GE(all_both.recall10, all_words.recall10);
}

TEST(Cranfield, FeedbackAndALearnedHybridAreFivePercentBetterThanKeywords) {
  IndexedCranfield* index = indexed();
  if (index == nullptr) GTEST_SKIP() << no_data;
  const auto feedback = feedback_retriever(index->store);
  const Quality words = report_second("keyword", *keyword_retriever(index->store), index->collection);
  const Quality widened = report_second("feedback", *feedback, index->collection);
  const auto learned = index->learned({feedback, vector_retriever(index->store, index->embedder)});
  const Quality best = report_second("feedback + hashing, learned", *learned, index->collection);
  EXPECT_GE(widened.ndcg10, 1.05 * words.ndcg10);
  EXPECT_GE(widened.recall10, words.recall10);
  EXPECT_GE(best.ndcg10, 1.05 * words.ndcg10);
  EXPECT_GE(best.recall10, words.recall10);
}

}  // namespace
}  // namespace baton
