#include <baton/route/router.hpp>

#include <map>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>

#include "route/fakes.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

RouterOptions fleet(std::vector<Fake> models, std::optional<Policy> policy = std::nullopt) {
  RouterOptions options;
  for (const auto& model : models) options.deployments.push_back(deployed(model));
  options.policy = std::move(policy);
  options.retry.base = 1ms;
  options.retry.cap = 2ms;
  return options;
}

ChatResponse complete(const std::shared_ptr<Router>& router, Context context = {}) {
  return sync_wait(Model(router).complete(hello(), std::move(context)));
}
std::string who_answers(const std::shared_ptr<Router>& router, Context context = {}) {
  return complete(router, std::move(context)).model;
}
Error failure_of(const std::shared_ptr<Router>& router, Context context = {}) {
  try {
    (void)complete(router, std::move(context));
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "it answered";
  return Error(ErrorCode::internal, "it answered");
}

/// What a consumer of the stream sees.
struct Seen {
  std::string text;
  std::optional<Error> failure;
  std::string model;
};
Seen streamed(const std::shared_ptr<Router>& router, Context context = {}) {
  Seen seen;
  BlockingStream<ChatEvent> events(Model(router).stream(hello(), std::move(context)));
  try {
    while (auto event = events.next()) {
      if (const auto* delta = std::get_if<TextDelta>(&*event)) seen.text += delta->text;
      if (const auto* end = std::get_if<ChatEnd>(&*event)) seen.model = end->response->model;
    }
  } catch (const Error& error) {
    seen.failure = error;
  }
  return seen;
}

TEST(Router, FallsBackInOrder) {
  const auto a = fake("a", failing(ErrorCode::overloaded, true));
  const auto b = fake("b");
  const auto router = make_router(fleet({a, b}));
  EXPECT_EQ(who_answers(router), "b");
  EXPECT_EQ(streamed(router).model, "b");
  EXPECT_EQ(a->calls(), 2);
  EXPECT_EQ(router->state().fallbacks, 2);
  EXPECT_EQ(router->state().retries, 0);
}

TEST(Router, TheCallersOwnFaultIsNotTriedElsewhere) {
  for (const ErrorCode code : {ErrorCode::invalid_argument, ErrorCode::cancelled, ErrorCode::budget_exceeded}) {
    const auto a = fake("a", failing(code));
    const auto b = fake("b");
    const auto router = make_router(fleet({a, b}));
    EXPECT_EQ(failure_of(router).code(), code);
    EXPECT_EQ(b->calls(), 0);
    EXPECT_EQ(router->state().deployments[0].failed, 0);
  }
}

TEST(Router, GuardedPartsAreOnlyForTheirFailures) {
  const auto small = fake("small", failing(ErrorCode::context_too_long));
  const auto large = fake("large");
  const auto spare = fake("spare");
  const Policy policy = fallback({"small", Policy("large").after({FailureClass::context_too_long}), "spare"});
  EXPECT_EQ(who_answers(make_router(fleet({small, large, spare}, policy))), "large");
  const auto busy = fake("small", failing(ErrorCode::overloaded));
  EXPECT_EQ(who_answers(make_router(fleet({busy, large, spare}, policy))), "spare");
  // Without such a part the error is the caller's to see, at once.
  const auto router = make_router(fleet({small, spare}));
  EXPECT_EQ(failure_of(router).code(), ErrorCode::context_too_long);
}

TEST(Router, WithinAGuardedPartTheUsualFailuresLeadOn) {
  const auto small = fake("small", failing(ErrorCode::context_too_long));
  const auto large = fake("large", failing(ErrorCode::overloaded));
  const auto larger = fake("larger");
  const Policy policy =
      fallback({"small", fallback({"large", "larger"}).after({FailureClass::context_too_long})});
  EXPECT_EQ(who_answers(make_router(fleet({small, large, larger}, policy))), "larger");
}

TEST(Router, AWithheldAnswerGoesOnOnlyWhereThePolicySaysSo) {
  const auto strict = fake("strict", always({.finish = FinishReason::content_filter}));
  const auto open = fake("open");
  const Policy policy = fallback({"strict", Policy("open").after({FailureClass::content_filter})});
  const auto router = make_router(fleet({strict, open}, policy));
  EXPECT_EQ(who_answers(router), "open");
  EXPECT_EQ(streamed(router).model, "open");
  const auto plain = make_router(fleet({strict, open}));
  EXPECT_EQ(complete(plain).finish_reason, FinishReason::content_filter);
}

TEST(Router, TriesAgainAfterARoundThatFailed) {
  const auto a = fake("a", [](int call) {
    return call < 2 ? FakeModel::Turn{.failure = Error(ErrorCode::overloaded, "busy").with_retry(true)}
                    : FakeModel::Turn{};
  });
  const auto router = make_router(fleet({a}));
  EXPECT_EQ(who_answers(router), "a");
  EXPECT_EQ(a->calls(), 3);
  EXPECT_EQ(router->state().retries, 2);
}

TEST(Router, GivesUpAfterItsAttemptsAndSaysSo) {
  const auto a = fake("a", failing(ErrorCode::overloaded, true));
  const auto b = fake("b", failing(ErrorCode::connection_failed, true));
  const Error error = failure_of(make_router(fleet({a, b})));
  EXPECT_EQ(error.code(), ErrorCode::connection_failed);
  EXPECT_FALSE(error.retryable());
  EXPECT_EQ(a->calls(), 3);
  EXPECT_EQ(b->calls(), 3);
}

TEST(Router, WhatWillNotPassIsNotTriedAgain) {
  const auto a = fake("a", failing(ErrorCode::not_found));
  EXPECT_EQ(failure_of(make_router(fleet({a}))).code(), ErrorCode::not_found);
  EXPECT_EQ(a->calls(), 1);
}

TEST(Router, AnOutageIsNotMadeWorseByRetries) {
  const auto a = fake("a", failing(ErrorCode::overloaded, true));
  RouterOptions options = fleet({a});
  options.deployments[0].breaker.consecutive = 1'000'000;
  options.deployments[0].breaker.least_calls = 1'000'000;
  const auto router = make_router(std::move(options));
  for (int i = 0; i < 100; ++i) (void)failure_of(router);
  EXPECT_EQ(a->calls(), 110);  // the ten that were saved, and no more
}

TEST(Router, WaitsAsLongAsALimitAsksAndNotPastTheDeadline) {
  const auto limited = [](int call) {
    const Error slow = Error(ErrorCode::rate_limited, "slow down").with_retry(true, 30ms);
    return call == 0 ? FakeModel::Turn{.failure = slow} : FakeModel::Turn{};
  };
  const auto a = fake("a", limited);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(who_answers(make_router(fleet({a}))), "a");
  EXPECT_GE(std::chrono::steady_clock::now() - began, 30ms);
  const auto b = fake("b", always({.failure = Error(ErrorCode::rate_limited, "slow").with_retry(true, 1h)}));
  EXPECT_EQ(failure_of(make_router(fleet({b})), Context{}.with_timeout(60s)).code(), ErrorCode::rate_limited);
  EXPECT_EQ(b->calls(), 1);
}

TEST(Router, ALimitedDeploymentIsLeftAloneWhileOthersAnswer) {
  const auto a = fake("a", always({.failure = Error(ErrorCode::rate_limited, "slow").with_retry(true, 1h)}));
  const auto b = fake("b");
  const auto router = make_router(fleet({a, b}));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(who_answers(router), "b");
  EXPECT_EQ(a->calls(), 1);
  EXPECT_EQ(router->state().deployments[0].breaker, BreakerState::resting);
}

TEST(Router, FailsAtOnceWhenAllAreOutOfService) {
  const auto a = fake("a", failing(ErrorCode::permission_denied));
  const auto router = make_router(fleet({a}));
  EXPECT_EQ(failure_of(router).code(), ErrorCode::permission_denied);
  const Error error = failure_of(router);
  EXPECT_EQ(error.code(), ErrorCode::overloaded);
  EXPECT_GE(error.retry_after().value_or(0ms), 9min);
  EXPECT_EQ(a->calls(), 1);
}

TEST(Router, AStreamIsNeverGluedToAnother) {
  const auto a = fake("a", always({.failure = Error(ErrorCode::stream_truncated, "broken").with_retry(true),
                                   .text = "Once upon",
                                   .deliver_first = true}));
  const auto b = fake("b");
  const Seen seen = streamed(make_router(fleet({a, b})));
  EXPECT_EQ(seen.text, "Once upon");
  ASSERT_TRUE(seen.failure);
  EXPECT_EQ(seen.failure->code(), ErrorCode::stream_truncated);
  EXPECT_TRUE(seen.failure->retryable());  // to start over is the consumer's choice
  EXPECT_EQ(b->calls(), 0);
  // What is not streamed was not delivered.
  EXPECT_EQ(who_answers(make_router(fleet({a, b}))), "b");
}

TEST(Router, KeepsToTheWeights) {
  const auto a = fake("a");
  const auto b = fake("b");
  const auto c = fake("c");
  const auto router = make_router(fleet({a, b, c}, weighted({{"a", 3}, {"b", 1}, {"c", 0}})));
  for (int i = 0; i < 4'000; ++i) (void)who_answers(router);
  EXPECT_NEAR(a->calls(), 3'000, 200);
  EXPECT_EQ(a->calls() + b->calls(), 4'000);
  EXPECT_EQ(c->calls(), 0);
}

TEST(Router, StaysWithOneDeploymentForASession) {
  std::vector<Fake> models;
  std::vector<Policy> parts;
  for (const char* name : {"a", "b", "c", "d"}) {
    models.push_back(fake(name));
    parts.emplace_back(name);
  }
  const auto router = make_router(fleet(models, sticky(parts)));
  std::map<std::string, int> load;
  std::map<std::string, std::string> home;
  for (int session = 0; session < 400; ++session) {
    const std::string name = "session-" + std::to_string(session);
    const Context context = Context{}.with_label("session", name);
    home[name] = who_answers(router, context);
    ++load[home[name]];
    EXPECT_EQ(who_answers(router, context), home[name]);
  }
  for (const auto& [name, sessions] : load) EXPECT_NEAR(sessions, 100, 50) << name;
  // When one goes, only its own sessions move.
  parts.pop_back();
  router->replace(sticky(parts));
  for (const auto& [session, where] : home) {
    const std::string now = who_answers(router, Context{}.with_label("session", session));
    if (where != "d") {
      EXPECT_EQ(now, where);
    }
  }
}

TEST(Router, ChoosesByTheCall) {
  const auto vision = fake("vision");
  const auto gold = fake("gold");
  const auto large = fake("large");
  const auto plain = fake("plain");
  const Policy policy =
      choose({Policy("vision").when({.images = true}), Policy("gold").when({.label = "plan", .value = "gold"}),
              Policy("large").when({.min_input_tokens = 1'000}), "plain"});
  const auto router = make_router(fleet({vision, gold, large, plain}, policy));
  EXPECT_EQ(who_answers(router), "plain");
  EXPECT_EQ(who_answers(router, Context{}.with_label("plan", "gold")), "gold");
  ChatRequest request = hello(std::string(40'000, 'x'));
  EXPECT_EQ(sync_wait(router->complete(request, {})).model, "large");
  request.messages[0].parts.emplace_back(Image{.url = "https://example.org/cat.png"});
  EXPECT_EQ(sync_wait(router->complete(request, {})).model, "vision");
  const auto none = make_router(fleet({vision}, choose({Policy("vision").when({.images = true})})));
  EXPECT_EQ(failure_of(none).code(), ErrorCode::invalid_argument);
}

TEST(Router, TheCanaryGetsItsShareAndTheStableOneStandsIn) {
  const auto fresh = fake("new", failing(ErrorCode::overloaded));
  const auto stable = fake("old");
  RouterOptions options = fleet({fresh, stable}, canary(10, "new", "old"));
  options.deployments[0].breaker.consecutive = 1'000'000;
  options.deployments[0].breaker.least_calls = 1'000'000;
  const auto router = make_router(std::move(options));
  for (int i = 0; i < 2'000; ++i) EXPECT_EQ(who_answers(router), "old");
  EXPECT_NEAR(fresh->calls(), 200, 80);
}

TEST(Router, AShadowIsNeverNoticed) {
  const auto main = fake("main");
  const auto copy = fake("copy", failing(ErrorCode::internal));
  const auto router = make_router(fleet({main, copy}, shadow(100, "main", "copy")));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(who_answers(router), "main");
  EXPECT_EQ(streamed(router).model, "main");
  for (int i = 0; i < 2'000 && copy->calls() < 21; ++i) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(copy->calls(), 21);
  EXPECT_EQ(router->state().shadows, 21);
}

TEST(Router, TakesTheLeastBusyAndTheFastest) {
  const auto slow = fake("slow", always({.wait = 200ms}));
  const auto quick = fake("quick");
  const auto by_speed = make_router(fleet({slow, quick}, fastest({"slow", "quick"})));
  for (int i = 0; i < 50; ++i) (void)who_answers(by_speed);
  EXPECT_GE(quick->calls(), 40);
  EXPECT_GE(slow->calls(), 1);
  const auto held = fake("held", always({.wait = 50ms}));
  const auto idle = fake("idle");
  const auto by_load = make_router(fleet({held, idle}, least_busy({"held", "idle"})));
  std::vector<Task<ChatResponse>> calls;
  for (int i = 0; i < 20; ++i) calls.push_back(by_load->complete(hello(), {}));
  (void)sync_wait(when_all(std::move(calls)));
  EXPECT_LE(held->calls(), 1);
}

TEST(Router, TakesTheCheapestThatHoldsTheCall) {
  const auto small = fake("small");
  const auto large = fake("large");
  const auto unknown = fake("unknown");
  RouterOptions options = fleet({unknown, large, small}, cheapest({"unknown", "large", "small"}));
  options.deployments[1].price = ModelPrice{.context_window = 100'000, .rates = {.input = 2'000'000, .output = 8'000'000}};
  options.deployments[2].price = ModelPrice{.context_window = 4'000, .rates = {.input = 100'000, .output = 400'000}};
  const auto router = make_router(std::move(options));
  EXPECT_EQ(who_answers(router), "small");
  EXPECT_EQ(sync_wait(router->complete(hello(std::string(40'000, 'x')), {})).model, "large");
}

TEST(Router, ASecondCallIsSentWhenTheFirstIsSlow) {
  const auto slow = fake("slow", always({.wait = 60s}));
  const auto quick = fake("quick");
  const auto router = make_router(fleet({slow, quick}, hedge(5ms, "slow", "quick")));
  EXPECT_EQ(who_answers(router), "quick");
  EXPECT_EQ(slow->cancelled(), 1);
  EXPECT_EQ(router->state().hedges, 1);
  const auto calm = make_router(fleet({quick, slow}, hedge(60s, "quick", "slow")));
  EXPECT_EQ(who_answers(calm), "quick");
  EXPECT_EQ(slow->calls(), 1);
}

TEST(Router, AFailureDoesNotWaitForTheSecondCall) {
  const auto a = fake("a", failing(ErrorCode::invalid_argument));
  const auto b = fake("b");
  const auto router = make_router(fleet({a, b}, hedge(60s, "a", "b")));
  EXPECT_EQ(failure_of(router).code(), ErrorCode::invalid_argument);
  EXPECT_EQ(b->calls(), 0);
}

TEST(Router, AnAttemptThatTakesTooLongIsTriedElsewhere) {
  const auto slow = fake("slow", always({.wait = 60s}));
  const auto quick = fake("quick");
  RouterOptions options = fleet({slow, quick});
  options.attempt_timeout = 5ms;
  EXPECT_EQ(who_answers(make_router(std::move(options))), "quick");
  const auto router = make_router(fleet({slow, quick}));
  EXPECT_EQ(failure_of(router, Context{}.with_timeout(5ms)).code(), ErrorCode::deadline_exceeded);
  EXPECT_EQ(router->state().deployments[0].failed, 0);
}

TEST(Router, RefusesFleetsThatMakeNoSense) {
  const auto a = fake("a");
  EXPECT_THROW(make_router({}), Error);
  EXPECT_THROW(make_router(fleet({a, a})), Error);
  EXPECT_THROW(make_router({.deployments = {{.name = "nothing"}}}), Error);
  try {
    (void)make_router(fleet({a}, fallback({"a", "b"})));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_NE(error.message().find("known are a"), std::string::npos);
  }
}

TEST(Router, RetryingIsARouterOfOne) {
  const auto a = fake("a", [](int call) {
    return call == 0 ? FakeModel::Turn{.failure = Error(ErrorCode::overloaded, "busy").with_retry(true)}
                     : FakeModel::Turn{};
  });
  const Model model = retrying(Model(a), {.base = 1ms});
  EXPECT_EQ(model.name(), "test/a");
  EXPECT_EQ(sync_wait(model.complete(hello(), {})).model, "a");
  EXPECT_NE(model.explain(hello()).find("test/a"), std::string::npos);
}

class FakeEmbedder : public Embedder {
 public:
  FakeEmbedder(std::size_t size, std::optional<Error> failure) : size_(size), failure_(std::move(failure)) {}
  [[nodiscard]] std::string name() const override { return "test/vectors"; }
  [[nodiscard]] std::size_t dimensions() const override { return size_; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose,
                                                   Context) const override {
    if (failure_) throw *failure_;
    co_return std::vector<Embedding>(texts.size(), Embedding(size_, 1.0F));
  }

 private:
  std::size_t size_;
  std::optional<Error> failure_;
};

TEST(Router, IsAnEmbedder) {
  const auto dead = std::make_shared<FakeEmbedder>(3, Error(ErrorCode::overloaded, "busy"));
  const auto alive = std::make_shared<FakeEmbedder>(3, std::nullopt);
  const auto router = make_router({.name = "test/vectors",
                                   .deployments = {{.name = "a", .embedder = dead}, {.name = "b", .embedder = alive}}});
  EXPECT_EQ(router->dimensions(), 3U);
  EXPECT_EQ(sync_wait(router->embed({"x", "y"}, EmbedPurpose::query, {})).size(), 2U);
  EXPECT_EQ(failure_of(router).code(), ErrorCode::unsupported);
  const auto other = std::make_shared<FakeEmbedder>(4, std::nullopt);
  EXPECT_THROW(make_router({.deployments = {{.name = "a", .embedder = alive}, {.name = "b", .embedder = other}}}), Error);
}

}  // namespace
}  // namespace baton::test
