#include <baton/retrieval/recency.hpp>

#include <cmath>

#include <gtest/gtest.h>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::system_clock;
using testing::ask;
using testing::code_of;
using testing::fixed;
using testing::Names;
using testing::sources_of;
using testing::scored;

const system_clock::time_point today = sys_days(std::chrono::year(2026) / 6 / 1);

ScoredChunk dated(const std::string& source, double score, const std::string& metadata) {
  auto chunk = scored(source, score);
  chunk.chunk.metadata = Json::parse(metadata);
  return chunk;
}

RecencyOptions as_of_today(double weight) {
  RecencyOptions options;
  options.weight = weight;
  options.half_life = hours(24 * 10);
  options.now = [] { return today; };
  return options;
}

TEST(Recency, PrefersTheNew) {
  const auto retriever = fixed({dated("old", 3.0, R"({"date":"2026-01-01"})"), dated("new", 2.0, R"({"date":"2026-05-22"})"),
                                dated("undated", 1.0, "{}")});
  const auto found = ask(recency_retriever(retriever, time_in_metadata("date"), as_of_today(0.6)), "x");
  EXPECT_EQ(sources_of(found), (Names{"new", "old", "undated"}));
  EXPECT_NEAR(found[0].score, 0.4 * 0.5 + 0.6 * 0.5, 1e-9);
  EXPECT_NEAR(found[2].score, 0.0, 1e-9);
  EXPECT_EQ(sources_of(ask(recency_retriever(retriever, time_in_metadata("date"), as_of_today(0.0)), "x", 1)),
            (Names{"old"}));
  EXPECT_EQ(retriever->last.top, 50U);
}

TEST(Recency, ReadsDatesAndSeconds) {
  const auto time = time_in_metadata("date");
  const auto of = [&](const std::string& value) { return time(dated("a", 1, "{\"date\":" + value + "}").chunk); };
  EXPECT_EQ(of("\"2026-06-01\""), today);
  EXPECT_EQ(of("\"2026-06-01T12:30:15Z\""), today + hours(12) + std::chrono::minutes(30));
  EXPECT_EQ(of("\"2026-06-01 about noon\""), today);
  EXPECT_EQ(of("86400"), system_clock::time_point(hours(24)));
  EXPECT_EQ(of("-1.5"), system_clock::time_point(std::chrono::seconds(-1)));
  for (const char* wrong : {"\"\"", "\"yesterday\"", "\"2026-13-01\"", "\"2026-02-30\"", "\"-026-02-01\"", "\"2026-02\"", "null", "\"2999-01-01\"",
                            "[]", "1e300", "true"}) {
    EXPECT_FALSE(of(wrong)) << wrong;
  }
  EXPECT_FALSE(time(scored("no metadata", 1).chunk));
}

TEST(Recency, WhatIsOfTheFutureIsNew) {
  const auto retriever = fixed({dated("future", 1.0, R"({"date":"2199-01-01"})")});
  EXPECT_NEAR(ask(recency_retriever(retriever, time_in_metadata("date"), as_of_today(1.0)), "x")[0].score, 1.0, 1e-9);
}

TEST(Recency, KnowsTheTimesOfFiles) {
  const testing::TempFolder folder;
  const auto store = Store::open(folder / "a.baton");
  auto update = testing::document("a.md", {"text"});
  update.record.state.modified_ns = std::chrono::nanoseconds(today.time_since_epoch()).count();
  store->writer().apply(testing::put(update));
  store->writer().apply(testing::put(testing::document("b.md", {"text"})));
  const auto time = time_of_file(store);
  EXPECT_EQ(time(store->chunks("a.md")[0].chunk), today);
  EXPECT_FALSE(time(store->chunks("b.md")[0].chunk));
  EXPECT_FALSE(time(scored("c.md", 1).chunk));
}

TEST(Recency, RefusesBadOptions) {
  const auto refused = [](RecencyOptions options) {
    return code_of([&] { static_cast<void>(recency_retriever(fixed({}), time_in_metadata("d"), options)); }) ==
           ErrorCode::invalid_argument;
  };
  EXPECT_TRUE(refused({.weight = -0.1}));
  EXPECT_TRUE(refused({.weight = std::nan("")}));
  EXPECT_TRUE(refused({.half_life = std::chrono::seconds(0)}));
  EXPECT_EQ(code_of([] { static_cast<void>(recency_retriever(fixed({}), ChunkTime())); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { static_cast<void>(time_of_file(nullptr)); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
