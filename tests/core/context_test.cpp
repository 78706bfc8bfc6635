#include <baton/core/context.hpp>

#include <memory>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

class NullBudget : public Budget {
 public:
  void reserve(std::string_view, const Spend&) override {}
  void settle(std::string_view, const Spend&, const Spend&) noexcept override {}
};

class NullTracer : public Tracer {
 public:
  SpanId begin(SpanKind, std::string_view, SpanId) noexcept override { return 1; }
  void attribute(SpanId, std::string_view, AttributeValue) noexcept override {}
  void end(SpanId, const Error*) noexcept override {}
};

ErrorCode code_of_check(const Context& context) {
  try {
    context.check();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Context, StartsWithoutBounds) {
  const Context context;
  EXPECT_FALSE(context.has_deadline());
  EXPECT_NO_THROW(context.check());
  EXPECT_EQ(context.budget(), nullptr);
  EXPECT_EQ(context.tracer(), nullptr);
  EXPECT_EQ(context.principal(), nullptr);
  EXPECT_EQ(context.own_runtime(), nullptr);
  EXPECT_EQ(&context.runtime(), &Runtime::shared());
}

TEST(Context, ADeadlineOnlyEverNarrows) {
  const auto soon = Context::Clock::now() + 1min;
  const auto later = soon + 1h;
  EXPECT_EQ(Context().with_deadline(soon).with_deadline(later).deadline(), soon);
  EXPECT_EQ(Context().with_deadline(later).with_deadline(soon).deadline(), soon);
  EXPECT_EQ(Context().with_deadline(soon).with_timeout(1h).deadline(), soon);
}

TEST(Context, AHugeTimeoutIsNoDeadlineInThePast) {
  EXPECT_NO_THROW(Context().with_timeout(Context::Clock::duration::max()).check());
  EXPECT_NO_THROW(Context().with_timeout(24h * 365 * 200).check());
}

TEST(Context, CheckSaysWhyToStop) {
  EXPECT_EQ(code_of_check(Context().with_timeout(-1s)), ErrorCode::deadline_exceeded);
  EXPECT_EQ(code_of_check(Context().with_timeout(0s)), ErrorCode::deadline_exceeded);
  std::stop_source stop;
  const auto context = Context().with_stop(stop.get_token());
  EXPECT_NO_THROW(context.check());
  stop.request_stop();
  EXPECT_EQ(code_of_check(context), ErrorCode::cancelled);
  EXPECT_EQ(code_of_check(context.with_timeout(-1s)), ErrorCode::cancelled);
}

TEST(Context, ChildrenInheritAndLeaveTheParentAlone) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host});
  const auto tracer = std::make_shared<NullTracer>();
  const auto budget = std::make_shared<NullBudget>();
  const auto parent = Context().with_tracer(tracer).with_principal({.user = "ann", .tenant = "acme"});
  const auto child = parent.with_budget(budget).with_runtime(runtime).with_span(7);
  EXPECT_EQ(child.tracer(), tracer.get());
  EXPECT_EQ(child.budget(), budget.get());
  ASSERT_NE(child.principal(), nullptr);
  EXPECT_EQ(child.principal()->user, "ann");
  const auto labelled = child.with_label("session", "s-1").with_label("session", "s-2");
  ASSERT_NE(labelled.label("session"), nullptr);
  EXPECT_EQ(*labelled.label("session"), "s-2");
  EXPECT_EQ(labelled.label("priority"), nullptr);
  EXPECT_EQ(child.label("session"), nullptr);
  EXPECT_EQ(&child.runtime(), &runtime);
  EXPECT_EQ(child.span(), 7U);
  EXPECT_EQ(parent.budget(), nullptr);
  EXPECT_EQ(parent.own_runtime(), nullptr);
  EXPECT_EQ(parent.span(), 0U);
}

TEST(Context, WorkThatOutlivesItsCallerHasNeitherItsDeadlineNorItsStop) {
  std::stop_source caller;
  std::stop_source others;
  const auto parent = Context().with_timeout(1h).with_stop(caller.get_token()).with_principal({"ann", "acme"});
  const Context child = parent.outlived(others.get_token());
  EXPECT_FALSE(child.has_deadline());
  EXPECT_TRUE(parent.has_deadline());
  caller.request_stop();
  EXPECT_NO_THROW(child.check());
  others.request_stop();
  EXPECT_THROW(child.check(), Error);
  EXPECT_EQ(child.principal()->tenant, "acme");
}

TEST(Context, AnotherTracerStartsAnotherTree) {
  const auto context = Context().with_tracer(std::make_shared<NullTracer>()).with_span(9);
  EXPECT_EQ(context.with_tracer(std::make_shared<NullTracer>()).span(), 0U);
}

TEST(LinkedStop, FollowsItsParentButNotTheOtherWay) {
  std::stop_source parent;
  LinkedStop first(parent.get_token());
  LinkedStop second(parent.get_token());
  first.request_stop();
  EXPECT_TRUE(first.token().stop_requested());
  EXPECT_FALSE(second.token().stop_requested());
  EXPECT_FALSE(parent.stop_requested());
  parent.request_stop();
  EXPECT_TRUE(second.token().stop_requested());
  const LinkedStop late(parent.get_token());
  EXPECT_TRUE(late.token().stop_requested());
}

}  // namespace
}  // namespace baton
