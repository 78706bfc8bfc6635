#include <baton/observe/memory_tracer.hpp>

#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <baton/core/span.hpp>

namespace baton {
namespace {

using testing::HasSubstr;

TEST(MemoryTracer, RecordsSpansWithParentsAttributesAndErrors) {
  const auto tracer = std::make_shared<MemoryTracer>();
  const auto context = Context{}.with_tracer(tracer);
  {
    Span outer(SpanKind::step, "rag", context);
    Span inner(SpanKind::model, "chat", outer.context());
    inner.set("tokens", std::int64_t{1});
    inner.set("tokens", std::int64_t{31});
    inner.fail(Error(ErrorCode::rate_limited, "wait"));
  }
  const auto spans = tracer->spans();
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0].name, "rag");
  EXPECT_FALSE(spans[0].error);
  EXPECT_EQ(spans[1].parent, spans[0].id);
  EXPECT_EQ(spans[1].kind, SpanKind::model);
  EXPECT_FALSE(spans[1].running);
  EXPECT_GE(spans[0].duration, spans[1].duration);
  ASSERT_EQ(spans[1].attributes.size(), 1U);
  EXPECT_EQ(std::get<std::int64_t>(*spans[1].find("tokens")), 31);
  EXPECT_EQ(spans[1].error->code(), ErrorCode::rate_limited);
  EXPECT_THAT(tracer->tree(), HasSubstr("└─ model chat"));
}

TEST(MemoryTracer, KeepsToItsBoundsAndCountsTheRest) {
  MemoryTracer tracer({.max_spans = 2, .max_attributes = 1, .max_text_bytes = 4});
  const auto first = tracer.begin(SpanKind::step, "a long name", 0);
  tracer.attribute(first, "one", "a long value");
  tracer.attribute(first, "two", true);
  for (int i = 0; i < 4; ++i) tracer.end(tracer.begin(SpanKind::step, "more", first), nullptr);
  ASSERT_EQ(tracer.spans().size(), 2U);
  EXPECT_EQ(tracer.spans()[0].name, "a lo");
  ASSERT_EQ(tracer.spans()[0].attributes.size(), 1U);
  EXPECT_EQ(std::get<std::string>(*tracer.spans()[0].find("one")), "a lo");
  EXPECT_EQ(tracer.dropped(), 3U);
  EXPECT_THAT(tracer.tree(), HasSubstr("3 more spans"));
}

TEST(MemoryTracer, ForgetsWhatRanWhenItWasCleared) {
  MemoryTracer tracer;
  const auto old = tracer.begin(SpanKind::step, "old", 0);
  tracer.clear();
  const auto fresh = tracer.begin(SpanKind::step, "new", 0);
  tracer.end(old, nullptr);
  ASSERT_EQ(tracer.spans().size(), 1U);
  EXPECT_TRUE(tracer.spans()[0].running);
  tracer.end(fresh, nullptr);
  EXPECT_FALSE(tracer.spans()[0].running);
  EXPECT_EQ(tracer.dropped(), 0U);
}

TEST(MemoryTracer, ThreadsMayShareIt) {
  const auto tracer = std::make_shared<MemoryTracer>();
  const auto context = Context{}.with_tracer(tracer);
  const auto work = [&] {
    for (int i = 0; i < 500; ++i) {
      Span outer(SpanKind::step, "outer", context);
      Span inner(SpanKind::tool, "inner", outer.context());
      inner.set("i", std::int64_t{i});
      if (i % 100 == 0) static_cast<void>(tracer->tree());
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  }
  const auto spans = tracer->spans();
  ASSERT_EQ(spans.size(), 4000U);
  for (const auto& span : spans) {
    ASSERT_FALSE(span.running);
    if (span.kind != SpanKind::tool) continue;
    ASSERT_EQ(spans[span.parent - 1].name, "outer");
  }
}

}  // namespace
}  // namespace baton
