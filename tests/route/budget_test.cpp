#include <baton/route/budget.hpp>
#include <baton/route/budget_book.hpp>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>

#include "route/fakes.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

/// A token costs a millionth.
PriceTable one_price() {
  PriceTable prices;
  const TokenRates rate{1'000'000, 1'000'000, 1'000'000, 1'000'000};
  prices.set("test/*", {.rates = rate});
  return prices;
}

SharedBudgetOptions limited(BudgetLimits limits, std::shared_ptr<Budget> parent = nullptr) {
  SharedBudgetOptions options{.limits = limits, .prices = one_price()};
  options.parent = std::move(parent);
  return options;
}

constexpr Spend worst{.calls = 1, .input_tokens = 60, .output_tokens = 40};

ErrorCode refusal(SharedBudget& budget, std::string_view model = "test/a") {
  try {
    budget.reserve(model, worst);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(SharedBudget, LimitsEachThing) {
  const BudgetLimits all[] = {{.money = Money{199'000}}, {.tokens = 199}, {.calls = 1}};
  for (const auto& limits : all) {
    SharedBudget budget(limited(limits));
    budget.reserve("test/a", worst);
    EXPECT_EQ(refusal(budget), ErrorCode::budget_exceeded);
    budget.settle("test/a", worst, {.calls = 1, .input_tokens = 10, .output_tokens = 5});
    const BudgetState state = budget.state();
    EXPECT_EQ(state.spent, Money{15'000});
    EXPECT_EQ(state.tokens_spent, 15);
    EXPECT_EQ(state.calls_spent, 1);
    EXPECT_EQ(state.reserved, Money{});
    EXPECT_EQ(state.tokens_reserved + state.calls_reserved, 0);
  }
}

TEST(SharedBudget, AModelWithoutAPriceIsRefusedWhereMoneyIsLimited) {
  SharedBudget money(limited({.money = Money::of(1)}));
  EXPECT_EQ(refusal(money, "other/model"), ErrorCode::budget_exceeded);
  SharedBudget tokens(limited({.tokens = 1'000}));
  EXPECT_EQ(refusal(tokens, "other/model"), ErrorCode::internal);
}

TEST(SharedBudget, TimeRunsOut) {
  const auto budget = std::make_shared<SharedBudget>(limited({.time = 0ms}));
  EXPECT_EQ(refusal(*budget), ErrorCode::budget_exceeded);
  const auto hour = std::make_shared<SharedBudget>(limited({.time = 1h}));
  const Context context = SharedBudget::bind(hour, Context{});
  EXPECT_TRUE(context.has_deadline());
  EXPECT_EQ(context.budget(), hour.get());
}

TEST(SharedBudget, ACallMustFitTheWholeWayUp) {
  const auto tenant = std::make_shared<SharedBudget>(limited({.tokens = 150}));
  SharedBudget run(limited({.tokens = 1'000}, tenant));
  run.reserve("test/a", worst);
  EXPECT_EQ(refusal(run), ErrorCode::budget_exceeded);
  EXPECT_EQ(run.state().tokens_reserved, 100);  // what did not fit above was given back
  run.settle("test/a", worst, worst);
  EXPECT_EQ(tenant->state().tokens_spent, 100);
}

TEST(SharedBudget, TellsWhatEachCallCost) {
  std::vector<CallCost> calls;
  SharedBudgetOptions options = limited({});
  options.on_call = [&](const CallCost& call) { calls.push_back(call); };
  const auto budget = std::make_shared<SharedBudget>(std::move(options));
  (void)sync_wait(Model(fake("a")).complete(hello(), SharedBudget::bind(budget, Context{})));
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].model, "test/a");
  EXPECT_EQ(calls[0].money, Money{5'000});
}

/// Calls that begin and end in a random order, of three runs that share a tenant's budget.
class Interleaving {
 public:
  explicit Interleaving(std::mt19937& random) : random_(random), limit_{below(2'000'000)} {
    tenant_ = std::make_shared<SharedBudget>(limited({.money = limit_}));
    for (int i = 0; i < 3; ++i) {
      runs_.push_back(std::make_shared<SharedBudget>(limited({.money = Money{below(1'000'000)}}, tenant_)));
    }
  }

  void play() {
    for (int step = 0; step < 30 || !open_.empty(); ++step) {
      if (step < 30 && below(2) == 0) {
        begin();
      } else if (!open_.empty()) {
        end();
      }
      const BudgetState state = tenant_->state();
      overspend_ = std::max(overspend_, state.spent + state.reserved - limit_);
    }
    EXPECT_EQ(tenant_->state().reserved, Money{});
  }
  [[nodiscard]] std::int64_t refused() const { return refused_; }
  [[nodiscard]] Money overspend() const { return overspend_; }

 private:
  struct Open {
    std::size_t run;
    Spend reserved;
  };

  std::int64_t below(std::int64_t end) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(end));
  }
  void begin() {
    const auto which = static_cast<std::size_t>(below(3));
    const Spend spend{.calls = 1, .input_tokens = below(300), .output_tokens = below(300)};
    try {
      runs_[which]->reserve("test/a", spend);
      open_.push_back({which, spend});
    } catch (const Error&) {
      ++refused_;
    }
  }
  void end() {
    std::swap(open_[static_cast<std::size_t>(below(static_cast<std::int64_t>(open_.size())))], open_.back());
    const auto [which, reserved] = open_.back();
    open_.pop_back();
    const Spend used{.calls = 1,
                     .input_tokens = below(reserved.input_tokens + 1),
                     .output_tokens = below(reserved.output_tokens + 1)};
    runs_[which]->settle("test/a", reserved, used);
  }

  std::mt19937& random_;
  Money limit_;
  std::shared_ptr<SharedBudget> tenant_;
  std::vector<std::shared_ptr<SharedBudget>> runs_;
  std::vector<Open> open_;
  std::int64_t refused_ = 0;
  Money overspend_{};
};

TEST(SharedBudget, IsNeverOverspentInAnyOrder) {
  std::mt19937 random(20'261'128);
  constexpr int interleavings = 10'000;
  std::int64_t refused = 0;
  Money largest_overspend{};
  for (int i = 0; i < interleavings; ++i) {
    Interleaving calls(random);
    calls.play();
    refused += calls.refused();
    largest_overspend = std::max(largest_overspend, calls.overspend());
  }
  EXPECT_EQ(largest_overspend, Money{});
  EXPECT_GT(refused, 10'000);
  std::printf("%d interleavings, %lld reservations refused, largest overspend %s\n", interleavings,
              static_cast<long long>(refused), largest_overspend.text().c_str());
}

TEST(SharedBudget, IsNeverOverspentByThreads) {
  const Money limit{1'000'000};
  const auto tenant = std::make_shared<SharedBudget>(limited({.money = limit}));
  std::atomic<bool> over{false};
  std::atomic<std::int64_t> paid{0};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 6; ++thread) {
    threads.emplace_back([&, thread] {
      SharedBudget run(limited({}, tenant));
      std::mt19937 random(static_cast<unsigned>(thread));
      for (int call = 0; call < 500; ++call) {
        const Spend spend{.calls = 1, .input_tokens = static_cast<std::int64_t>(random() % 20)};
        try {
          run.reserve("test/a", spend);
        } catch (const Error&) {
          continue;
        }
        const BudgetState state = tenant->state();
        if (state.spent + state.reserved > limit) over = true;
        const Spend used{.calls = 1, .input_tokens = spend.input_tokens / 2};
        run.settle("test/a", spend, used);
        paid += used.input_tokens * 1'000;
      }
    });
  }
  threads.clear();
  EXPECT_FALSE(over);
  EXPECT_EQ(tenant->state().spent, Money{paid});
  EXPECT_LE(tenant->state().spent, limit);
}

TEST(SharedBudget, ParallelCallsShareIt) {
  // Room for three worst cases at once; each call uses five tokens of them.
  const auto budget = std::make_shared<SharedBudget>(limited({.tokens = 3 * 130}));
  const auto slow = fake("a", always({.wait = 5ms}));
  const Model model = Model(slow).with({.max_tokens = 100});
  const Context context = SharedBudget::bind(budget, Context{});
  std::atomic<int> refused{0};
  const auto call = [&]() -> Task<void> {
    try {
      (void)co_await model.complete(hello(), context);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::budget_exceeded);
      ++refused;
    }
  };
  std::vector<Task<void>> calls;
  for (int i = 0; i < 10; ++i) calls.push_back(call());
  sync_wait(when_all(std::move(calls)));
  EXPECT_EQ(refused, 7);
  EXPECT_EQ(slow->calls(), 3);
  EXPECT_EQ(budget->state().tokens_spent, 15);
}

TEST(SharedBudget, ARouterPaysForEachAttemptOnce) {
  const auto budget = std::make_shared<SharedBudget>(limited({}));
  const auto a = fake("a", failing(ErrorCode::overloaded, true));
  const auto b = fake("b");
  const auto router = make_router({.deployments = {deployed(a), deployed(b)}});
  (void)sync_wait(Model(router).complete(hello(), SharedBudget::bind(budget, Context{})));
  EXPECT_EQ(budget->state().calls_spent, 2);
  EXPECT_EQ(budget->state().tokens_spent, 5);
}

TEST(BudgetBook, KeepsEverybodysBudget) {
  BudgetBook book({.tenant = {.tokens = 250}, .user = {.tokens = 120}, .prices = one_price()});
  const Principal ann{.user = "ann", .tenant = "acme"};
  const Principal bob{.user = "bob", .tenant = "acme"};
  const auto run = book.run(ann);
  run->reserve("test/a", worst);
  run->settle("test/a", worst, worst);
  EXPECT_EQ(refusal(*book.run(ann)), ErrorCode::budget_exceeded);
  book.run(bob)->reserve("test/a", worst);
  EXPECT_EQ(book.user(ann)->state().tokens_spent, 100);
  EXPECT_EQ(book.tenant("acme")->state().tokens_spent, 100);
  EXPECT_EQ(book.tenant("acme")->state().tokens_reserved, 100);
  EXPECT_EQ(refusal(*book.run({.user = "eve", .tenant = "acme"})), ErrorCode::budget_exceeded);
  EXPECT_EQ(book.tenant("other")->state().tokens_spent, 0);
}

}  // namespace
}  // namespace baton::test
