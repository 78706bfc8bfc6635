#pragma once

#include <cstdint>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// An amount a call may cost or did cost.
struct Spend {
  std::int64_t calls = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  double money = 0.0;  ///< in the currency of the price table
};

/// The hook by which a budget sees each model call before it is sent and after it has answered.
/// Shared by parallel branches: implementations are thread-safe.
class BATON_EXPORT Budget {
 public:
  virtual ~Budget();
  /// Sets the worst case aside. Throws `budget_exceeded` when it does not fit; nothing is sent then.
  virtual void reserve(const Spend& worst_case) = 0;
  /// Replaces a reservation by what was really spent.
  virtual void settle(const Spend& reserved, const Spend& actual) noexcept = 0;
};

}  // namespace baton::inline v0
