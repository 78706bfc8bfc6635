#include <baton/core/span.hpp>

#include <memory>

#include <gtest/gtest.h>

#include <baton/observe/memory_tracer.hpp>

namespace baton {
namespace {

TEST(Span, WithoutATracerTheContextIsTheParents) {
  const Context context;
  const Span span(SpanKind::step, "x", context);
  EXPECT_FALSE(span.on());
  EXPECT_EQ(&span.context(), &context);
}

TEST(Span, EndsOnceAndAsFailedWhenToldSo) {
  const auto tracer = std::make_shared<MemoryTracer>();
  const auto context = Context{}.with_tracer(tracer);
  {
    Span span(SpanKind::step, "x", context);
    EXPECT_TRUE(span.on());
    EXPECT_NE(span.context().span(), context.span());
    span.fail(Error(ErrorCode::internal, "first"));
    span.fail(Error(ErrorCode::internal, "second"));
  }
  EXPECT_EQ(tracer->spans().at(0).error->message(), "first");
}

}  // namespace
}  // namespace baton
