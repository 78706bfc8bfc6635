#include <baton/chain/flow.hpp>

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/chain/compose.hpp>
#include <baton/output/text.hpp>
#include <baton/prompt/prompt.hpp>
#include <baton/provider/testing.hpp>

namespace baton {
namespace {

const auto letters = [](const std::string& word) -> Stream<std::string> {
  for (const char c : word) co_yield std::string(1, c);
};
const auto dashes = [](Stream<std::string> in) -> Stream<std::string> {
  while (auto piece = co_await in.next()) co_yield *piece + "-";
};

template <class T>
std::vector<T> all(BlockingStream<T> stream) {
  std::vector<T> items;
  for (auto& item : stream) items.push_back(item);
  return items;
}

Model says(std::string words) {
  return Model(std::make_shared<FunctionModel>([words](const ChatRequest&) { return words; }));
}

TEST(Flow, StreamsAModelThroughTheTextParser) {
  auto chain = prompt<"{x}"> | says("one two three") | text;
  const auto pieces = all(chain.stream("go"));
  EXPECT_GT(pieces.size(), 1U);
  std::string joined;
  for (const auto& piece : pieces) joined += piece;
  EXPECT_EQ(joined, "one two three");
  EXPECT_EQ(chain.invoke("go"), "one two three");
}

TEST(Flow, StreamsThroughLambdasThatTakeStreams) {
  auto chain = prompt<"{x}"> | letters | dashes | dashes;
  EXPECT_EQ(all(chain.stream("ab")), (std::vector<std::string>{"a--", "b--"}));
}

TEST(Flow, InvokeCollectsWhatOnlyStreams) {
  auto chain = prompt<"{x}"> | letters | dashes;
  EXPECT_EQ(chain.invoke("ab"), "ab-");  // one value in, so one chunk reaches `dashes`
}

TEST(Flow, CollectsForAStepThatNeedsTheWhole) {
  auto chain = prompt<"{x}"> | letters | [](const std::string& s) { return s.size(); };
  EXPECT_EQ(all(chain.stream("abc")), std::vector<std::size_t>{3});
}

TEST(Flow, StreamsAgainBehindAStepThatNeedsTheWhole) {
  auto chain = prompt<"{x}"> | letters | [](std::string s) { return s + s; } | letters;
  EXPECT_EQ(all(chain.stream("ab")).size(), 4U);
}

TEST(Flow, AwaitsTasksOnTheWay) {
  auto chain = step([](int n) -> Task<std::string> { co_return std::string(std::size_t(n), 'x'); }) | letters;
  EXPECT_EQ(all(chain.stream(3)).size(), 3U);
}

TEST(Flow, AValueIsAStreamOfOne) {
  auto chain = step([](int n) { return n * 2; });
  EXPECT_EQ(all(chain.stream(3)), std::vector<int>{6});
}

TEST(Flow, AnErrorComesOutOfTheLoopAfterWhatArrived) {
  auto chain = step([](int n) -> Stream<int> {
    for (int i = 0; i < n; ++i) co_yield i;
    throw Error(ErrorCode::stream_truncated, "cut off");
  });
  auto stream = chain.stream(2);
  EXPECT_EQ(stream.next(), 0);
  EXPECT_EQ(stream.next(), 1);
  EXPECT_THROW(stream.next(), Error);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST(Flow, DestroyingAStreamUnwindsItsProducer) {
  auto witness = std::make_shared<int>(0);
  {
    auto chain = step([](std::shared_ptr<int> held) -> Stream<int> {
      for (;;) co_yield (*held)++;
    });
    auto stream = chain.stream(witness);
    EXPECT_EQ(stream.next(), 0);
    EXPECT_GT(witness.use_count(), 1);
  }
  EXPECT_EQ(witness.use_count(), 1);
}

TEST(Flow, AStreamOutlivesTheExpressionThatMadeIt) {
  const auto make = [] { return (prompt<"{x}"> | says("a b") | text).stream("go"); };
  auto stream = make();
  std::string joined;
  for (const auto& piece : stream) joined += piece;
  EXPECT_EQ(joined, "a b");
}

}  // namespace
}  // namespace baton
