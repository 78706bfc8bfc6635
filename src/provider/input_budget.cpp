#include "provider/input_budget.hpp"

#include <utility>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {

InputBudget::InputBudget(const Context& context, std::string model, std::span<const std::string> texts,
                         std::string_view with_each)
    : budget_(context.budget()), model_(std::move(model)) {
  if (budget_ == nullptr) return;
  for (const auto& text : texts) {
    // An empty text is sent as a space, and some vendors put a token before and after each.
    reserved_.input_tokens += static_cast<std::int64_t>(text.size() + with_each.size() + 4);
    estimate_ += static_cast<std::int64_t>(estimate_tokens(text) + estimate_tokens(with_each));
  }
  budget_->reserve(model_, reserved_);
}

InputBudget::~InputBudget() {
  if (budget_ != nullptr) budget_->settle(model_, reserved_, actual_);
}

void InputBudget::used(std::int64_t tokens) noexcept {
  actual_.input_tokens = tokens > 0 ? tokens : estimate_;
}

}  // namespace baton::inline v0::detail
