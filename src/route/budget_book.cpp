#include <baton/route/budget_book.hpp>

#include <utility>

namespace baton::inline v0 {

BudgetBook::BudgetBook(BudgetBookOptions options) : options_(std::move(options)) {}

std::shared_ptr<SharedBudget> BudgetBook::make(std::string name, const BudgetLimits& limits,
                                               std::shared_ptr<Budget> parent) const {
  SharedBudgetOptions made{.name = std::move(name), .limits = limits, .prices = options_.prices};
  made.parent = std::move(parent);
  return std::make_shared<SharedBudget>(std::move(made));
}

std::shared_ptr<SharedBudget> BudgetBook::tenant(const std::string& name) {
  const std::lock_guard lock(mutex_);
  auto& budget = tenants_[name];
  if (!budget) budget = make("budget of the tenant '" + name + "'", options_.tenant, nullptr);
  return budget;
}

std::shared_ptr<SharedBudget> BudgetBook::user(const Principal& who) {
  auto parent = tenant(who.tenant);
  const std::lock_guard lock(mutex_);
  auto& budget = users_[{who.tenant, who.user}];
  if (!budget) budget = make("budget of the user '" + who.user + "'", options_.user, std::move(parent));
  return budget;
}

std::shared_ptr<SharedBudget> BudgetBook::run(const Principal& who, BudgetLimits limits) {
  return make("budget of this run", limits, user(who));
}

}  // namespace baton::inline v0
