#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <baton/core/budget.hpp>
#include <baton/core/context.hpp>

namespace baton::inline v0::detail {

/// The budget of one request that only reads texts: reserves the estimate and settles it however the
/// call ends. Lives in the frame of the call.
class InputBudget {
 public:
  /// Throws `budget_exceeded`: then nothing may be sent. `with_each` is read along with every text.
  InputBudget(const Context& context, std::span<const std::string> texts, std::string_view with_each = {});
  InputBudget(const InputBudget&) = delete;
  InputBudget& operator=(const InputBudget&) = delete;
  ~InputBudget();

  /// What the vendor counted; 0 when it did not, and the estimate stands.
  void used(std::int64_t tokens) noexcept;

 private:
  Budget* budget_;
  Spend reserved_{.calls = 1};
  Spend actual_{.calls = 1};
};

}  // namespace baton::inline v0::detail
