#include <baton/chain/parallel.hpp>

#include <atomic>
#include <barrier>
#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include <baton/chain/assign.hpp>
#include <baton/chain/blocking.hpp>
#include <baton/prompt/prompt.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(Parallel, GivesARecordOfAllResults) {
  auto chain = parallel("size"_a = [](std::string s) { return s.size(); }, "same"_a = passthrough);
  const auto record = chain.invoke("word");
  EXPECT_EQ(record.get<"size">(), 4U);
  EXPECT_EQ(record.get<"same">(), "word");
}

TEST(Parallel, FeedsAPrompt) {
  auto chain = parallel("n"_a = [](std::string s) { return s.size(); }, "s"_a = passthrough) |
               prompt<"{s} has {n} letters">;
  EXPECT_EQ(chain.invoke("word"), "word has 4 letters");
}

TEST(Parallel, PlainLambdasReallyRunAtTheSameTime) {
  // Each waits for the other: run one after the other they would wait for ever.
  std::barrier both(2);
  const auto meet = [&](int n) {
    both.arrive_and_wait();
    return n;
  };
  auto chain = parallel("a"_a = meet, "b"_a = meet);
  EXPECT_EQ(chain.invoke(1).get<"b">(), 1);
}

TEST(Parallel, CoroutinesReallyRunAtTheSameTime) {
  Completion<int> from_a;
  auto chain = parallel("a"_a = [&](int n) -> Task<int> {
    co_await Runtime::shared().sleep_for(1ms, Context{});
    from_a.set_value(n);
    co_return n;
  }, "b"_a = [&](int) -> Task<int> { co_return co_await from_a; });
  EXPECT_EQ(chain.invoke(5).get<"b">(), 5);
}

TEST(Parallel, TheFirstFailureStopsTheOthersAndNamesItsBranch) {
  auto chain = parallel("slow"_a = [](int n, const Context& context) -> Task<int> {
    co_await context.runtime().sleep_for(1h, context);
    co_return n;
  }, "bad"_a = [](int) -> int { throw Error(ErrorCode::io_error, "disk"); });
  const auto result = chain.try_invoke(1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::io_error);
  EXPECT_EQ(result.error().path(), "bad");
}

TEST(Parallel, KeepsToTheCallersStopToken) {
  std::stop_source stop;
  auto chain = parallel("a"_a = [&](int n, const Context& context) -> Task<int> {
    stop.request_stop();
    co_await context.runtime().sleep_for(1h, context);
    co_return n;
  });
  const auto result = chain.try_invoke(1, Context{}.with_stop(stop.get_token()));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::cancelled);
}

TEST(Assign, AddsToTheRecord) {
  auto chain = assign("size"_a = pick<"word"> | [](std::string s) { return s.size(); }) |
               prompt<"{word} {size}">;
  EXPECT_EQ(chain.invoke("word"_a = "abc"), "abc 3");
}

TEST(Blocking, RunsOnAnotherThread) {
  auto chain = blocking([](int) { return std::this_thread::get_id(); });
  EXPECT_NE(chain.invoke(1), std::this_thread::get_id());
}

}  // namespace
}  // namespace baton
