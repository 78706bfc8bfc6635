#include "provider/input_budget.hpp"

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {

InputBudget::InputBudget(const Context& context, std::span<const std::string> texts, std::string_view with_each)
    : budget_(context.budget()) {
  if (budget_ == nullptr) return;
  const std::size_t each = estimate_tokens(with_each);
  for (const auto& text : texts) {
    reserved_.input_tokens += static_cast<std::int64_t>(estimate_tokens(text) + each);
  }
  budget_->reserve(reserved_);
}

InputBudget::~InputBudget() {
  if (budget_ != nullptr) budget_->settle(reserved_, actual_);
}

void InputBudget::used(std::int64_t tokens) noexcept {
  actual_.input_tokens = tokens > 0 ? tokens : reserved_.input_tokens;
}

}  // namespace baton::inline v0::detail
