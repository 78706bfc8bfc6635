#include <baton/chain/compose.hpp>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/prompt/prompt.hpp>
#include <baton/provider/testing.hpp>

namespace baton {
namespace {

Model echo() {
  return Model(std::make_shared<FunctionModel>(
      [](const ChatRequest& request) { return "echo: " + request.messages.back().text(); }));
}

const auto content = [](const ChatResponse& response) { return response.text(); };

TEST(Chain, PassesValuesFromStepToStep) {
  auto chain = prompt<"{a}-{b}"> | [](std::string s) { return s.size(); };
  EXPECT_EQ(chain.invoke("a"_a = "xy", "b"_a = 7), 4U);
}

TEST(Chain, CallsAModelWithTextMessageMessagesOrRequest) {
  auto chain = step(echo()) | content;
  EXPECT_EQ(chain.invoke("hi"), "echo: hi");
  EXPECT_EQ(chain.invoke(Message::user("hi")), "echo: hi");
  EXPECT_EQ(chain.invoke(std::vector{Message::system("s"), Message::user("hi")}), "echo: hi");
  EXPECT_EQ(chain.invoke(to_request(std::string("hi"))), "echo: hi");
}

TEST(Chain, AwaitsCoroutineLambdas) {
  auto chain = step([](int n) -> Task<int> { co_return n + 1; }) |
               [](int n) -> Task<std::string> { co_return std::to_string(n); };
  EXPECT_EQ(chain.invoke(41), "42");
}

TEST(Chain, KeepsWhatACoroutineLambdaTakesByReferenceAlive) {
  auto chain = step([](const std::string& s) -> Task<std::size_t> {
    co_await Runtime::shared().blocking([] {}, Context{});
    co_return s.size();
  });
  EXPECT_EQ(chain.invoke(std::string(100, 'x')), 100U);
}

TEST(Chain, GivesTheContextToStepsThatTakeIt) {
  auto chain = step([](int n, const Context& context) { return context.has_deadline() ? n : -n; });
  EXPECT_EQ(chain.invoke(1), -1);
  EXPECT_EQ(chain.invoke(1, Context{}.with_timeout(std::chrono::hours(1))), 1);
}

TEST(Chain, RunsWithoutInput) {
  auto chain = prompt<"Say something"> | echo() | content;
  EXPECT_EQ(chain.invoke(), "echo: Say something");
}

TEST(Chain, TakesStepsThatGiveNothing) {
  int seen = 0;
  auto chain = step([&](int n) { seen = n; });
  EXPECT_EQ(chain.invoke(3), Nothing{});
  EXPECT_EQ(seen, 3);
  auto later = step([&](int n) -> Task<void> {
    seen = n;
    co_return;
  });
  later.invoke(4);
  EXPECT_EQ(seen, 4);
}

TEST(Chain, NestsInChains) {
  auto inner = step([](int n) { return n + 1; }) | [](int n) { return n * 2; };
  auto outer = inner | [](int n) { return n - 1; } | inner;
  EXPECT_EQ(outer.invoke(1), 8);
}

TEST(Chain, RunsLambdasOnTheCallingThreadEvenAfterIo) {
  std::vector<std::thread::id> threads;
  auto chain = step([&](int n) -> Task<int> {
                 threads.push_back(std::this_thread::get_id());
                 co_await Runtime::shared().sleep_for(std::chrono::milliseconds(1), Context{});
                 co_return n;
               }) |
               [&](int n) {
                 threads.push_back(std::this_thread::get_id());
                 return n;
               };
  chain.invoke(1);
  EXPECT_EQ(threads, std::vector(2, std::this_thread::get_id()));
}

TEST(Chain, ErrorsNameTheStep) {
  auto chain = prompt<"{x}"> | [](std::string) -> int { throw std::runtime_error("broken"); };
  const auto result = chain.try_invoke("1");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().path(), "step2");
  EXPECT_EQ(result.error().message(), "broken");
}

TEST(Chain, ErrorsOfAsynchronousStepsNameTheStepToo) {
  auto chain = step([](int n) -> Task<int> { co_return n; }) | [](int) -> Task<int> {
    throw Error(ErrorCode::io_error, "disk");
    co_return 0;
  };
  const auto result = chain.try_invoke(1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().path(), "step2");
  EXPECT_EQ(result.error().code(), ErrorCode::io_error);
}

TEST(Chain, AStoppedContextStopsBeforeTheNextAsynchronousStep) {
  std::stop_source stop;
  int calls = 0;
  auto chain = step([&](int n) -> Task<int> {
                 stop.request_stop();
                 co_return n;
               }) |
               [&](int n) -> Task<int> {
                 ++calls;
                 co_return n;
               };
  const auto result = chain.try_invoke(1, Context{}.with_stop(stop.get_token()));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(calls, 0);
}

TEST(Chain, ATaskOutlivesTheExpressionThatMadeIt) {
  const auto make = [] {
    auto chain = prompt<"{x}"> | echo() | content;
    return chain.ainvoke("long enough not to be kept inside the string object");
  };
  EXPECT_EQ(sync_wait(make()), "echo: long enough not to be kept inside the string object");
}

TEST(Chain, IsSafeToCallFromManyThreads) {
  auto chain = prompt<"{x}"> | echo() | content;
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) {
        const auto text = std::to_string(t * 1000 + i);
        if (chain.invoke(text) == "echo: " + text) ++right;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 400);
}

struct Formatted {
  using baton_step = void;
  ResponseFormat format() const {
    ResponseFormat wanted;
    wanted.kind = ResponseFormat::Kind::json;
    return wanted;
  }
  std::string operator()(const ChatResponse& response) const { return response.text(); }
};

TEST(Chain, AsksTheModelForTheFormatOfTheParserBehindIt) {
  auto fake = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{"{}"});
  auto chain = prompt<"{x}"> | Model(fake) | Formatted{};
  chain.invoke("go");
  EXPECT_EQ(fake->requests().at(0).options.format.kind, ResponseFormat::Kind::json);
}

}  // namespace
}  // namespace baton
