#include <baton/core/stream.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "live.hpp"

namespace baton {
namespace {

using test::Live;

Task<int> value(int n) { co_return n; }

Stream<int> count_to(int n) {
  for (int i = 1; i <= n; ++i) co_yield co_await value(i);
}

Stream<int> three_then_throw() {
  const Live witness;
  for (int i = 1; i <= 3; ++i) co_yield i;
  throw std::runtime_error("broken");
}

Stream<int> doubled(Stream<int> inner) {
  while (auto item = co_await inner.next()) co_yield 2 * *item;
}

TEST(Stream, YieldsInOrderAndEnds) {
  long sum = 0;
  for (const int i : BlockingStream<int>(count_to(100'000))) sum += i;
  EXPECT_EQ(sum, 5'000'050'000);
}

TEST(Stream, StreamsOfStreamsKeepTheStack) {
  Stream<int> stream = count_to(2000);
  for (int i = 0; i < 10; ++i) stream = doubled(std::move(stream));
  long sum = 0;
  for (const int i : BlockingStream<int>(std::move(stream))) sum += i;
  EXPECT_EQ(sum, 1024L * 2'001'000);
}

TEST(Stream, AnErrorComesAfterTheItemsAndOnlyOnce) {
  BlockingStream<int> stream(three_then_throw());
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(stream.next(), i);
  EXPECT_THROW(stream.next(), std::runtime_error);
  EXPECT_EQ(stream.next(), std::nullopt);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST(Stream, TheEndStaysTheEnd) {
  BlockingStream<int> stream(count_to(1));
  EXPECT_EQ(stream.next(), 1);
  EXPECT_EQ(stream.next(), std::nullopt);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST(Stream, AConsumerThatStopsUnwindsTheProducer) {
  {
    BlockingStream<int> stream(three_then_throw());
    EXPECT_EQ(stream.next(), 1);
    EXPECT_EQ(Live::count(), 1);
  }
  EXPECT_EQ(Live::count(), 0);
}

TEST(Stream, TheProducerRunsOnlyWhenAsked) {
  const auto counting = [](int& made) -> Stream<int> {
    for (;;) co_yield ++made;
  };
  int made = 0;
  BlockingStream<int> stream(counting(made));
  EXPECT_EQ(made, 0);
  stream.next();
  stream.next();
  EXPECT_EQ(made, 2);
}

TEST(Stream, MayWaitBetweenItems) {
  const auto slow = [](Context context) -> Stream<std::string> {
    for (int i = 0; i < 5; ++i) {
      co_await context.runtime().sleep_for(std::chrono::microseconds(100), context);
      co_yield std::to_string(i);
    }
  };
  std::string all;
  for (const auto& piece : BlockingStream<std::string>(slow({}))) all += piece;
  EXPECT_EQ(all, "01234");
}

}  // namespace
}  // namespace baton
