#include <algorithm>
#include <thread>

#include <baton/core/when_all.hpp>

#include "cache/cache_fixture.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::CacheTest;
using testing::code_of;
using testing::eventually;
using testing::play;
using testing::Played;

/// Callers on threads of their own.
class SingleFlight : public CacheTest {
 protected:
  struct Caller {
    std::thread thread;
    std::stop_source stop;
    std::optional<ChatResponse> response;
    std::optional<Error> error;
    std::atomic<bool> done{false};
  };

  /// Calls, and returns once the call waits for the model or has joined one.
  std::unique_ptr<Caller> start(const Model& chat, Context given) {
    auto caller = std::make_unique<Caller>();
    caller->thread = std::thread([this, chat, given, self = caller.get()] {
      try {
        self->response = complete(chat, ask("a"), given.with_stop(self->stop.get_token()));
      } catch (const Error& error) {
        self->error = error;
      }
      self->done = true;
    });
    return caller;
  }
  std::unique_ptr<Caller> start(const Model& chat) { return start(chat, traced()); }

  [[nodiscard]] Context traced() { return context().with_tracer(tracer_); }
  /// How many calls have said `what` of the cache.
  [[nodiscard]] std::size_t said(std::string_view what) const {
    std::size_t count = 0;
    for (const SpanRecord& span : tracer_->spans()) {
      const auto* value = span.find("baton.cache");
      if (value != nullptr && std::get<std::string>(*value) == what) ++count;
    }
    return count;
  }
  void wait_for(std::size_t missed, std::size_t joined) {
    eventually([&] { return said("miss") == missed && said("joined") == joined; });
  }

  void wait_until_nothing_runs() {
    eventually([&] {
      const auto spans = tracer_->spans();
      return std::none_of(spans.begin(), spans.end(), [](const SpanRecord& span) { return span.running; });
    });
  }

  std::shared_ptr<MemoryTracer> tracer_ = std::make_shared<MemoryTracer>();
};

TEST_F(SingleFlight, IdenticalCallsMakeOneCall) {
  model_->starts.emplace();
  const Model chat = cached_model();
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < 16; ++i) callers.push_back(start(chat));
  wait_for(1, 15);
  eventually([&] { return model_->calls == 1; });
  model_->starts->notify();
  int paid = 0;
  for (auto& caller : callers) {
    caller->thread.join();
    ASSERT_TRUE(caller->response);
    EXPECT_EQ(caller->response->text(), "answer 1 to a");
    paid += caller->response->from_cache ? 0 : 1;
    EXPECT_EQ(caller->response->from_cache, caller->response->usage == Usage());
  }
  EXPECT_EQ(paid, 1);
  EXPECT_EQ(model_->calls, 1);
}

TEST_F(SingleFlight, ThePresentOfManyThreadsIsOneCallPerQuestion) {
  constexpr int threads = 8;
  constexpr int questions = 50;
  const Model chat = cached_model();
  std::vector<std::thread> callers;
  std::atomic<int> wrong{0};
  for (int i = 0; i < threads; ++i) {
    callers.emplace_back([&, i] {
      for (int n = 0; n < questions; ++n) {
        const std::string question = "q" + std::to_string(n);
        const std::string answer = i % 2 == 0 ? complete(chat, ask(question)).text()
                                              : stream(chat, ask(question)).end->text();
        if (!answer.ends_with(" to " + question)) ++wrong;
      }
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(model_->calls, questions);
  EXPECT_EQ(wrong, 0);
}

TEST_F(SingleFlight, TheCallGoesOnWhenTheFirstCallerLeaves) {
  model_->starts.emplace();
  const Model chat = cached_model();
  const auto first = start(chat);
  wait_for(1, 0);
  const auto second = start(chat);
  wait_for(1, 1);
  first->stop.request_stop();
  first->thread.join();
  ASSERT_TRUE(first->error);
  EXPECT_EQ(first->error->code(), ErrorCode::cancelled);
  EXPECT_FALSE(second->done);
  model_->starts->notify();
  second->thread.join();
  ASSERT_TRUE(second->response);
  EXPECT_EQ(second->response->text(), "answer 1 to a");
  EXPECT_EQ(model_->calls, 1);
}

TEST_F(SingleFlight, EachKeepsItsOwnDeadline) {
  model_->starts.emplace();
  const Model chat = cached_model();
  const auto patient = start(chat);
  wait_for(1, 0);
  const auto hasty = start(chat, traced().with_timeout(std::chrono::milliseconds(20)));
  hasty->thread.join();
  ASSERT_TRUE(hasty->error);
  EXPECT_EQ(hasty->error->code(), ErrorCode::deadline_exceeded);
  model_->starts->notify();
  patient->thread.join();
  EXPECT_TRUE(patient->response);
}

TEST_F(SingleFlight, TheFirstCallersDeadlineIsNotTheOthers) {
  model_->starts.emplace();
  const Model chat = cached_model();
  const auto hasty = start(chat, traced().with_timeout(std::chrono::seconds(2)));
  wait_for(1, 0);
  const auto patient = start(chat);
  hasty->thread.join();
  EXPECT_TRUE(hasty->error);
  model_->starts->notify();
  patient->thread.join();
  EXPECT_TRUE(patient->response);
}

TEST_F(SingleFlight, TheCallStopsWhenNobodyWaits) {
  model_->starts.emplace();
  const Model chat = cached_model();
  const auto first = start(chat);
  const auto second = start(chat);
  wait_for(1, 1);
  first->stop.request_stop();
  second->stop.request_stop();
  first->thread.join();
  second->thread.join();
  wait_until_nothing_runs();
  model_->starts->notify();
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 2 to a") << "nothing was kept of the first";
}

TEST_F(SingleFlight, AFailureIsEveryonesAndTheNextCallTriesAgain) {
  model_->starts.emplace();
  model_->failure = Error(ErrorCode::rate_limited, "slow down");
  const Model chat = cached_model();
  const auto first = start(chat);
  const auto second = start(chat);
  wait_for(1, 1);
  model_->starts->notify();
  for (Caller* caller : {first.get(), second.get()}) {
    caller->thread.join();
    ASSERT_TRUE(caller->error);
    EXPECT_EQ(caller->error->code(), ErrorCode::rate_limited);
  }
  EXPECT_EQ(model_->calls, 1);
  model_->failure.reset();
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 2 to a");
}

/// Refuses everything, once it is told to.
class Empty : public Budget {
 public:
  explicit Empty(Notification looked) : looked_(std::move(looked)) {}
  void reserve(std::string_view, const Spend&) override {
    looked_.notify();
    eventually([this] { return go.load(); });
    throw Error(ErrorCode::budget_exceeded, "nothing left");
  }
  void settle(std::string_view, const Spend&, const Spend&) noexcept override {}
  std::atomic<bool> go{false};

 private:
  Notification looked_;
};

TEST_F(SingleFlight, AnEmptyBudgetIsTheFirstCallersAlone) {
  const Model chat = cached_model();
  const Notification looked;
  const auto budget = std::make_shared<Empty>(looked);
  const auto poor = start(chat, traced().with_budget(budget));
  eventually([&] { return looked.notified(); });
  const auto rich = start(chat);
  wait_for(1, 1);
  budget->go = true;
  poor->thread.join();
  rich->thread.join();
  ASSERT_TRUE(poor->error);
  EXPECT_EQ(poor->error->code(), ErrorCode::budget_exceeded);
  ASSERT_TRUE(rich->response);
  EXPECT_FALSE(rich->response->from_cache) << "it made the call itself";
}

TEST_F(SingleFlight, ACallThatWasStoppedWithoutTheOthersIsMadeAnew) {
  model_->starts.emplace();
  model_->failure = Error(ErrorCode::cancelled, "the runtime is shutting down");
  model_->failing_calls = 1;
  const Model chat = cached_model();
  const auto first = start(chat);
  wait_for(1, 0);
  const auto second = start(chat);
  wait_for(1, 1);
  model_->starts->notify();
  first->thread.join();
  second->thread.join();
  ASSERT_TRUE(first->error);
  EXPECT_EQ(first->error->code(), ErrorCode::cancelled);
  ASSERT_TRUE(second->response);
  EXPECT_EQ(second->response->text(), "answer 2 to a");
}

TEST_F(SingleFlight, WhoJoinsAStreamGetsWhatCameAndThenTheRest) {
  model_->ends.emplace();
  const Model chat = cached_model();
  const auto tail = [this](Stream<ChatEvent> rest) { return sync_wait(play(std::move(rest)), context()); };
  auto first = chat.stream(ask("a"), context());
  const auto pull = [](Stream<ChatEvent>& events) -> Task<std::string> {
    auto event = co_await events.next();
    co_return std::get<TextDelta>(*event).text;
  };
  EXPECT_EQ(sync_wait(pull(first), context()), "answer ");
  auto second = chat.stream(ask("a"), context());
  EXPECT_EQ(sync_wait(pull(second), context()), "answer ");
  EXPECT_EQ(sync_wait(pull(second), context()), "1") << "while the first has not read it";
  const auto third = start(chat);
  model_->ends->notify();
  const Played rest = tail(std::move(second));
  EXPECT_EQ(rest.pieces, " to a|");
  EXPECT_TRUE(rest.end->from_cache);
  third->thread.join();
  ASSERT_TRUE(third->response);
  EXPECT_EQ(third->response->text(), "answer 1 to a");
  EXPECT_EQ(tail(std::move(first)).pieces, "1| to a|");
  EXPECT_EQ(model_->calls, 1);
}

TEST_F(SingleFlight, AStreamThatIsDroppedLeavesTheOthersTheirs) {
  model_->ends.emplace();
  const Model chat = cached_model();
  std::optional<Stream<ChatEvent>> first(chat.stream(ask("a"), context()));
  const auto pull = [](Stream<ChatEvent>& events) -> Task<bool> { co_return (co_await events.next()).has_value(); };
  EXPECT_TRUE(sync_wait(pull(*first), context()));
  auto second = chat.stream(ask("a"), context());
  EXPECT_TRUE(sync_wait(pull(second), context()));
  first.reset();
  model_->ends->notify();
  EXPECT_EQ(sync_wait(play(std::move(second)), context()).pieces, "1| to a|");
  EXPECT_EQ(model_->calls, 1);
}

TEST_F(SingleFlight, AStreamThatIsDroppedByAllStopsTheCall) {
  model_->ends.emplace();
  const Model chat = cached_model();
  std::optional<Stream<ChatEvent>> only(chat.stream(ask("a"), context().with_tracer(tracer_)));
  const auto pull = [](Stream<ChatEvent>& events) -> Task<bool> { co_return (co_await events.next()).has_value(); };
  EXPECT_TRUE(sync_wait(pull(*only), context()));
  only.reset();
  wait_until_nothing_runs();
  model_->ends->notify();
  EXPECT_FALSE(complete(chat, ask("a")).from_cache);
}

TEST_F(SingleFlight, AHostDrivenRuntimeCanLead) {
  Runtime host({.loop = RuntimeOptions::Loop::host});
  model_->starts.emplace();
  const Model chat = cached_model();
  std::thread opener([&] {
    eventually([&] { return model_->calls == 1; });
    model_->starts->notify();
  });
  EXPECT_EQ(complete(chat, ask("a"), Context().with_runtime(host)).text(), "answer 1 to a");
  opener.join();
}

}  // namespace
}  // namespace baton
