#include <baton/route/budget.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

using Clock = std::chrono::steady_clock;

Clock::time_point end_of(const BudgetLimits& limits) {
  if (!limits.time) return Clock::time_point::max();
  const auto now = Clock::now();
  return *limits.time >= Clock::time_point::max() - now ? Clock::time_point::max() : now + *limits.time;
}

std::int64_t tokens_of_spend(const Spend& spend) { return spend.input_tokens + spend.output_tokens; }

std::string of_limit(std::int64_t wanted, std::int64_t left, const char* what) {
  return "may take " + std::to_string(wanted) + " " + what + ", and " + std::to_string(std::max<std::int64_t>(left, 0)) +
         " are left";
}

}  // namespace

SharedBudget::SharedBudget(SharedBudgetOptions options) : options_(std::move(options)), end_(end_of(options_.limits)) {}

void SharedBudget::refuse(const std::string& what) const {
  throw Error(ErrorCode::budget_exceeded, "the call " + what + " in the " + options_.name +
                                              ": raise the limit, lower max_tokens, or ask for less");
}

Money SharedBudget::most(std::string_view model, const Spend& worst_case) const {
  const ModelPrice* price = options_.prices.find(model);
  return price == nullptr ? Money{} : most_cost_of(*price, worst_case);
}

void SharedBudget::take(std::string_view model, const Spend& worst_case) {
  const BudgetLimits& limits = options_.limits;
  if (limits.money && options_.prices.find(model) == nullptr) {
    throw Error(ErrorCode::budget_exceeded, "the price of '" + std::string(model) + "' is not known, and the " +
                                                options_.name + " is limited in money: set it in the PriceTable");
  }
  if (Clock::now() >= end_) refuse("comes after the time that is allowed");
  const Money cost = most(model, worst_case);
  const std::int64_t tokens = tokens_of_spend(worst_case);
  const std::lock_guard lock(mutex_);
  const BudgetState& now = state_;
  if (limits.money) {
    const Money left = *limits.money - now.spent - now.reserved;
    if (cost > left) {
      refuse("may cost " + cost.text() + ", and " + std::max(left, Money{}).text() + " are left");
    }
  }
  const auto check = [&](const std::optional<std::int64_t>& limit, std::int64_t wanted, std::int64_t used,
                         const char* what) {
    if (limit && wanted > *limit - used) refuse(of_limit(wanted, *limit - used, what));
  };
  check(limits.tokens, tokens, now.tokens_spent + now.tokens_reserved, "tokens");
  check(limits.calls, worst_case.calls, now.calls_spent + now.calls_reserved, "calls");
  state_.reserved += cost;
  state_.tokens_reserved += tokens;
  state_.calls_reserved += worst_case.calls;
}

void SharedBudget::give_back(std::string_view model, const Spend& worst_case) noexcept {
  state_.reserved -= most(model, worst_case);
  state_.tokens_reserved -= tokens_of_spend(worst_case);
  state_.calls_reserved -= worst_case.calls;
}

void SharedBudget::reserve(std::string_view model, const Spend& worst_case) {
  take(model, worst_case);
  if (!options_.parent) return;
  try {
    options_.parent->reserve(model, worst_case);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    give_back(model, worst_case);
    throw;
  }
}

void SharedBudget::settle(std::string_view model, const Spend& reserved, const Spend& actual) noexcept {
  const ModelPrice* price = options_.prices.find(model);
  const Money cost = price == nullptr ? Money{} : cost_of(*price, actual);
  {
    const std::lock_guard lock(mutex_);
    give_back(model, reserved);
    state_.spent += cost;
    state_.tokens_spent += tokens_of_spend(actual);
    state_.calls_spent += actual.calls;
  }
  if (options_.parent) options_.parent->settle(model, reserved, actual);
  if (options_.on_call) options_.on_call(CallCost{std::string(model), actual, cost});
}

BudgetState SharedBudget::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

Context SharedBudget::bind(std::shared_ptr<SharedBudget> budget, const Context& context) {
  const Context bounded = context.with_deadline(budget->end_);
  return bounded.with_budget(std::move(budget));
}

}  // namespace baton::inline v0
