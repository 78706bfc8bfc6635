#include <baton/provider/token_source.hpp>

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/core/whole.hpp>
#include <baton/message/whole.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/openai.hpp>

#include "provider/openai/openai_wire.hpp"
#include "provider/wire_model.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Numbers the tokens it gives.
struct Counted {
  int fetched = 0;
  std::chrono::milliseconds takes{0};
  Clock::duration life = 1h;

  TokenSource source() {
    return TokenSource([this](Context context) -> Task<AccessToken> { return fetch(*this, std::move(context)); });
  }
  static Task<AccessToken> fetch(Counted& self, Context context) {
    const int number = ++self.fetched;
    co_await context.runtime().sleep_for(self.takes, context);
    co_return AccessToken{Secret("token-" + std::to_string(number)), Clock::now() + self.life};
  }
};

std::string shown(const TokenSource& source, const Context& context) {
  return std::string(sync_wait(source.token(context), context).reveal());
}

TEST(TokenSource, KeepsATokenUntilItIsForgotten) {
  Counted counted;
  const TokenSource source = counted.source();
  EXPECT_TRUE(source.kept().empty());
  EXPECT_EQ(shown(source, Context()), "token-1");
  EXPECT_EQ(shown(source, Context()), "token-1");
  source.forget(Secret("token-0"));
  EXPECT_EQ(shown(source, Context()), "token-1");
  source.forget(Secret("token-1"));
  EXPECT_EQ(shown(source, Context()), "token-2");
}

TEST(TokenSource, FetchesAnotherBeforeItExpires) {
  Counted counted;
  counted.life = -1s;
  const TokenSource source = counted.source();
  EXPECT_EQ(shown(source, Context()), "token-1");
  EXPECT_EQ(shown(source, Context()), "token-2");
}

TEST(TokenSource, ManyCallsFetchOnce) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  Counted counted;
  counted.takes = 5ms;
  const TokenSource source = counted.source();
  std::vector<Task<Secret>> calls;
  for (int i = 0; i < 50; ++i) calls.push_back(source.token(context));
  for (const auto& secret : sync_wait(when_all(std::move(calls)), context)) EXPECT_EQ(secret.reveal(), "token-1");
  EXPECT_EQ(counted.fetched, 1);
}

TEST(TokenSource, AFailureIsItsCallersOnly) {
  int fetched = 0;
  const TokenSource source([&](Context) -> Task<AccessToken> {
    if (++fetched == 1) throw Error(ErrorCode::permission_denied, "no");
    co_return AccessToken{fetched == 2 ? Secret() : Secret("token")};
  });
  EXPECT_THROW((void)shown(source, Context()), Error);
  EXPECT_THROW((void)shown(source, Context()), Error);  // an empty one
  EXPECT_EQ(shown(source, Context()), "token");
}

/// A vendor's wire whose keys expire.
class Expiring : public detail::OpenAiWire {
 public:
  Expiring(std::string url, std::shared_ptr<const TokenSource> tokens)
      : OpenAiWire({.model = "m", .base_url = std::move(url)}), peer_{"openai", "", {}, std::move(tokens)} {}
  [[nodiscard]] const detail::Peer& peer() const noexcept override { return peer_; }

 private:
  detail::Peer peer_;
};

TEST(TokenSource, AModelAsksAgainOnceWhenATokenIsRefused) {
  TestServer server;
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  Counted counted;
  auto tokens = std::make_shared<TokenSource>(
      [&](Context inner) -> Task<AccessToken> { return Counted::fetch(counted, std::move(inner)); });
  const Model model(detail::wire_model(std::make_unique<Expiring>(server.url(), tokens)));
  const ChatRequest request{.messages = {Message::user("Hi")}};
  server.push(Reply::text(401, R"({"error":{"message":"expired"}})"));
  server.push(Reply::text(200, R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})"));
  EXPECT_EQ(sync_wait(model.complete(request, context), context).text(), "Hello");
  server.push(Reply::text(401, R"({"error":{"message":"expired"}})"));
  server.push(Reply::text(401, R"({"error":{"message":"still, token-3 is no good"}})"));
  try {
    (void)sync_wait(collect(model.stream(request, context)), context);
    ADD_FAILURE() << "it was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::permission_denied);
    EXPECT_EQ(std::string(error.what()).find("token-3"), std::string::npos) << error.what();
  }
  std::vector<std::string> sent;
  for (const auto& received : server.requests()) sent.push_back(received.header("authorization"));
  EXPECT_EQ(sent, (std::vector<std::string>{"Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3"}));
}

}  // namespace
}  // namespace baton::test
