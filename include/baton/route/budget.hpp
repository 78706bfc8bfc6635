#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/budget.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/money.hpp>
#include <baton/provider/prices.hpp>

namespace baton::inline v0 {

/// What may be spent. What is not set is not limited.
struct BudgetLimits {
  std::optional<Money> money{};
  std::optional<std::int64_t> tokens{};  ///< input and output together
  std::optional<std::int64_t> calls{};
  std::optional<std::chrono::milliseconds> time{};  ///< from the making of the budget
};

/// What one call cost.
struct CallCost {
  std::string model;  ///< "vendor/model"
  Spend used;
  Money money;
};

struct SharedBudgetOptions {
  std::string name = "budget";  ///< in errors: "run", "tenant acme"
  BudgetLimits limits{};
  PriceTable prices = PriceTable::standard();
  std::shared_ptr<Budget> parent{};  ///< which every call must fit as well
  /// Called after each call, from the thread where it ended; must not throw.
  std::function<void(const CallCost&)> on_call{};
};

/// What was spent, and what is set aside for calls under way.
struct BudgetState {
  Money spent;
  Money reserved;
  std::int64_t tokens_spent = 0;
  std::int64_t tokens_reserved = 0;
  std::int64_t calls_spent = 0;
  std::int64_t calls_reserved = 0;
};

/// A hard budget, shared by all calls that get it with their context.
///
/// The worst case of a call is set aside before it is sent, and replaced by what it really used
/// afterwards; a call that does not fit what is left is `budget_exceeded` and not sent. So what is spent
/// never exceeds the limits, however many calls run at once, as long as no vendor bills more than the
/// worst case: all bytes of the request as tokens, and `max_tokens` of output. A call with such a budget
/// and no `max_tokens` gets 4,096. A limit in money refuses models without a price. Thread-safe.
///
///     auto run = std::make_shared<SharedBudget>(SharedBudgetOptions{.limits = {.money = Money::of(0.50)}});
///     auto answer = chain.invoke(question, SharedBudget::bind(run, Context{}));
class BATON_EXPORT SharedBudget : public Budget {
 public:
  explicit SharedBudget(SharedBudgetOptions options = {});

  void reserve(std::string_view model, const Spend& worst_case) override;
  void settle(std::string_view model, const Spend& reserved, const Spend& actual) noexcept override;
  [[nodiscard]] BudgetState state() const;

  /// The context with the budget and, where time is limited, its end as the deadline.
  [[nodiscard]] static Context bind(std::shared_ptr<SharedBudget> budget, const Context& context);

 private:
  void take(std::string_view model, const Spend& worst_case);
  void give_back(std::string_view model, const Spend& worst_case) noexcept;
  [[nodiscard]] Money most(std::string_view model, const Spend& worst_case) const;
  [[noreturn]] void refuse(const std::string& what) const;

  const SharedBudgetOptions options_;
  const std::chrono::steady_clock::time_point end_;
  mutable std::mutex mutex_;
  BudgetState state_;
};

}  // namespace baton::inline v0
