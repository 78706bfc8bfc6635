#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/route/budget.hpp>

namespace baton::inline v0 {

/// The limits of everybody who has none of his own.
struct BudgetBookOptions {
  BudgetLimits tenant{};
  BudgetLimits user{};
  PriceTable prices = PriceTable::standard();
};

/// The budgets of all tenants and users of an application. A run's budget lies within its user's, and
/// that within the tenant's. Thread-safe.
///
///     BudgetBook book({.user = {.money = Money::of(5)}});
///     auto run = book.run({.user = "ann", .tenant = "acme"}, {.money = Money::of(0.10)});
///     auto answer = chain.invoke(question, SharedBudget::bind(run, Context{}));
///     Money so_far = book.user({.user = "ann", .tenant = "acme"})->state().spent;
class BATON_EXPORT BudgetBook {
 public:
  explicit BudgetBook(BudgetBookOptions options = {});

  /// Theirs; made with the limits of the book when first asked for.
  [[nodiscard]] std::shared_ptr<SharedBudget> tenant(const std::string& name);
  [[nodiscard]] std::shared_ptr<SharedBudget> user(const Principal& who);
  /// A new one for one run.
  [[nodiscard]] std::shared_ptr<SharedBudget> run(const Principal& who, BudgetLimits limits = {});

 private:
  [[nodiscard]] std::shared_ptr<SharedBudget> make(std::string name, const BudgetLimits& limits,
                                                   std::shared_ptr<Budget> parent) const;

  const BudgetBookOptions options_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<SharedBudget>> tenants_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<SharedBudget>> users_;
};

}  // namespace baton::inline v0
