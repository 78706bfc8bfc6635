#include <baton/retrieval/rerank.hpp>

#include <gtest/gtest.h>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::fixed;
using testing::Names;
using testing::sources_of;
using testing::scored;

/// Answers with a fixed order.
class FixedReranker : public Reranker {
 public:
  explicit FixedReranker(std::vector<Ranked> order) : order_(std::move(order)) {}
  [[nodiscard]] std::string name() const override { return "test/fixed"; }
  [[nodiscard]] Task<std::vector<Ranked>> rerank(std::string query, std::vector<std::string> texts, std::size_t,
                                                 Context) const override {
    asked = std::move(query);
    given = std::move(texts);
    co_return order_;
  }
  mutable std::string asked;
  mutable std::vector<std::string> given;

 private:
  std::vector<Ranked> order_;
};

std::shared_ptr<FixedReranker> order(std::vector<Ranked> ranked) {
  return std::make_shared<FixedReranker>(std::move(ranked));
}

TEST(Rerank, TheRerankerDecides) {
  const auto retriever = fixed({scored("a", 3), scored("b", 2), scored("c", 1)});
  const auto reranker = order({{2, 0.9}, {0, 0.5}, {1, 0.1}});
  const auto found = ask(rerank_retriever(retriever, reranker), "which?", 2);
  EXPECT_EQ(sources_of(found), (Names{"c", "a"}));
  EXPECT_EQ(found[0].score, 0.9);
  EXPECT_EQ(retriever->last.top, 50U);
  EXPECT_EQ(reranker->asked, "which?");
  EXPECT_EQ(reranker->given, (Names{"text of a", "text of b", "text of c"}));
}

TEST(Rerank, NothingIsAskedAboutNothing) {
  const auto reranker = order({});
  EXPECT_TRUE(ask(rerank_retriever(fixed({}), reranker), "x").empty());
  EXPECT_TRUE(ask(rerank_retriever(fixed({scored("a", 1)}), reranker), "x", 0).empty());
  EXPECT_TRUE(reranker->given.empty());
}

TEST(Rerank, AnAnswerThatNamesAnotherTextIsRefused) {
  const auto retriever = fixed({scored("a", 3), scored("b", 2)});
  for (const auto& wrong : {std::vector<Ranked>{{2, 1.0}}, std::vector<Ranked>{{0, 1.0}, {0, 0.5}}}) {
    EXPECT_EQ(code_of([&] { ask(rerank_retriever(retriever, order(wrong)), "x"); }), ErrorCode::bad_response);
  }
}

TEST(Rerank, TheBestStandAtBothEnds) {
  const auto reordered = [](std::size_t count) {
    std::vector<ScoredChunk> chunks;
    for (std::size_t i = 1; i <= count; ++i) chunks.push_back(scored(std::to_string(i), 1.0));
    return sources_of(reordered_for_long_context(chunks));
  };
  EXPECT_EQ(reordered(5), (Names{"1", "3", "5", "4", "2"}));
  EXPECT_EQ(reordered(4), (Names{"1", "3", "4", "2"}));
  EXPECT_EQ(reordered(1), (Names{"1"}));
  EXPECT_EQ(reordered(0), Names());
  EXPECT_EQ(sources_of(ask(long_context_retriever(fixed({scored("a", 3), scored("b", 2), scored("c", 1)})), "x")),
            (Names{"a", "c", "b"}));
}

TEST(Rerank, RefusesMissingParts) {
  EXPECT_EQ(code_of([] { static_cast<void>(rerank_retriever(nullptr, order({}))); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { static_cast<void>(rerank_retriever(fixed({}), nullptr)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { static_cast<void>(long_context_retriever(nullptr)); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
