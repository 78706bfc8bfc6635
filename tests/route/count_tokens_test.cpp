#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/route/router.hpp>

#include "route/fakes.hpp"

namespace baton::test {
namespace {

/// Counts as many tokens as it was told.
class TokenFake : public FakeModel {
 public:
  TokenFake(std::string name, std::int64_t tokens)
      : FakeModel(std::move(name), [](int) { return FakeTurn{}; }), tokens_(tokens) {}
  [[nodiscard]] Task<TokenCount> count_tokens(ChatRequest, Context) const override {
    co_return TokenCount{.tokens = tokens_};
  }

 private:
  std::int64_t tokens_;
};

TEST(RouterCountTokens, AsksTheDeploymentThatWouldBeTriedFirst) {
  const auto first = std::make_shared<TokenFake>("first", 11);
  const auto second = std::make_shared<TokenFake>("second", 22);
  const Model fleet(make_router({.deployments = {{.name = "first", .chat = Model(first)},
                                                 {.name = "second", .chat = Model(second)}}}));
  const TokenCount count = sync_wait(fleet.count_tokens({.messages = {Message::user("Hello")}}, Context()));
  EXPECT_EQ(count, (TokenCount{.tokens = 11, .estimated = false}));
  EXPECT_EQ(first->calls() + second->calls(), 0);
}

}  // namespace
}  // namespace baton::test
