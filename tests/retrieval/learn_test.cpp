#include <baton/retrieval/learn.hpp>

#include <cmath>

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

TEST(Learn, TheHybridFollowsTheRetrieverThatIsRight) {
  const auto wrong = fixed({scored("noise", 9), scored("more noise", 8), scored("right", 1)});
  const auto right = fixed({scored("right", 0.9), scored("noise", 0.1)});
  const auto learned = sync_wait(learn_hybrid({wrong, right}, {{"q", {"right"}}, {"no judgement", {}}}));
  EXPECT_DOUBLE_EQ(learned.ndcg10, 1.0);
  double sum = 0.0;
  for (const auto& each : learned.retrievers) sum += each.weight;
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_EQ(sources_of(ask(hybrid_retriever(learned.retrievers, learned.options), "q")).at(0), "right");
}

TEST(Learn, WhatItPromisesIsWhatTheHybridDoes) {
  const auto a = fixed({scored("1", 4), scored("2", 3), scored("3", 2), scored("4", 1)});
  const auto b = fixed({scored("4", 4), scored("3", 3.9), scored("5", 3), scored("1", 1)});
  const auto c = fixed({scored("5", 2), scored("3", 1)});
  const auto learned = sync_wait(learn_hybrid({a, b, c}, {{"q", {"3", "1"}}}));
  const auto found = sources_of(ask(hybrid_retriever(learned.retrievers, learned.options), "q"));
  double gain = 0.0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == "3" || found[i] == "1") gain += 1.0 / std::log2(static_cast<double>(i) + 2.0);
  }
  EXPECT_NEAR(learned.ndcg10, gain / (1.0 + 1.0 / std::log2(3.0)), 1e-9);
}

TEST(Learn, StopsWithItsContextAndRefusesNothingToLearnFrom) {
  std::stop_source stop;
  stop.request_stop();
  const auto context = Context().with_stop(stop.get_token());
  EXPECT_EQ(code_of([&] { static_cast<void>(sync_wait(learn_hybrid({fixed({})}, {{"q", {"a"}}}, 50, context))); }),
            ErrorCode::cancelled);
  const auto refused = [](std::vector<std::shared_ptr<const Retriever>> retrievers, std::vector<JudgedQuestion> questions,
                          std::size_t candidates) {
    return code_of([&] { static_cast<void>(learn_hybrid(std::move(retrievers), std::move(questions), candidates)); }) ==
           ErrorCode::invalid_argument;
  };
  EXPECT_TRUE(refused({}, {{"q", {"a"}}}, 50));
  EXPECT_TRUE(refused({nullptr}, {{"q", {"a"}}}, 50));
  EXPECT_TRUE(refused({fixed({})}, {{"q", {}}}, 50));
  EXPECT_TRUE(refused({fixed({})}, {{"q", {"a"}}}, 0));
}

}  // namespace
}  // namespace baton
