#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>
#include <baton/retrieval/model_judges.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::Names;

std::vector<std::pair<std::size_t, double>> rank(std::vector<ScriptedReply> replies, Names texts, std::size_t top = 9,
                                                 ModelRerankerOptions options = {}) {
  const Model model(std::make_shared<ScriptedModel>(std::move(replies)));
  const auto order = sync_wait(model_reranker(model, options)->rerank("q", std::move(texts), top, {}));
  std::vector<std::pair<std::size_t, double>> result;
  for (const Ranked& each : order) result.emplace_back(each.index, each.score);
  return result;
}

using Order = std::vector<std::pair<std::size_t, double>>;

TEST(ModelReranker, OrdersByGrade) {
  const std::string answer = R"({"grades":[{"passage":1,"grade":2},{"passage":3,"grade":9},{"passage":7,"grade":10},{"passage":-1,"grade":10}]})";
  EXPECT_EQ(rank({answer}, {"a", "b", "c"}), (Order{{2, 0.9}, {0, 0.2}, {1, 0.0}}));
  EXPECT_EQ(rank({answer}, {"a", "b", "c"}, 1), (Order{{2, 0.9}}));
  EXPECT_TRUE(rank({}, {}).empty());
}

TEST(ModelReranker, AsksInLots) {
  const std::string first = R"({"grades":[{"passage":1,"grade":1},{"passage":2,"grade":2}]})";
  const std::string second = R"({"grades":[{"passage":1,"grade":3}]})";
  EXPECT_EQ(rank({first, second}, {"a", "b", "c"}, 9, {.texts_at_once = 2, .concurrency = 1}),
            (Order{{2, 0.3}, {1, 0.2}, {0, 0.1}}));
}

TEST(ModelReranker, AsksAgainOnce) {
  EXPECT_EQ(rank({"well", R"({"grades":[{"passage":1,"grade":5}]})"}, {"a"}), (Order{{0, 0.5}}));
  EXPECT_EQ(code_of([] { rank({"well", "well"}, {"a"}); }), ErrorCode::model_output_invalid);
  EXPECT_EQ(code_of([] { rank({R"({"grades":[{"passage":1,"grade":11}]})", "no"}, {"a"}); }), ErrorCode::model_output_invalid);
}

TEST(ModelReranker, ThePromptCutsLongTexts) {
  const std::string shown = grading_prompt("Why?", {"short", std::string(5'000, 'x')}, {.text_bytes = 100});
  EXPECT_NE(shown.find("[1]\nshort\n\n[2]\nxxx"), std::string::npos);
  EXPECT_EQ(shown.find(std::string(101, 'x')), std::string::npos);
  EXPECT_NE(shown.find("Question: Why?"), std::string::npos);
}

TEST(ModelReranker, RefusesOptionsOutOfRange) {
  for (const ModelRerankerOptions& options :
       {ModelRerankerOptions{.texts_at_once = 0}, ModelRerankerOptions{.texts_at_once = 51},
        ModelRerankerOptions{.text_bytes = 0}, ModelRerankerOptions{.concurrency = 0}}) {
    EXPECT_EQ(code_of([&] { rank({}, {}, 9, options); }), ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace baton
