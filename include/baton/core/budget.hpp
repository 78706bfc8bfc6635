#pragma once

#include <cstdint>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// What a call may use or did use; a budget knows what that costs.
struct Spend {
  std::int64_t calls = 0;
  std::int64_t input_tokens = 0;        ///< all of the prompt
  std::int64_t output_tokens = 0;       ///< all that was generated
  std::int64_t cached_tokens = 0;       ///< part of `input_tokens` that the vendor had in its cache
  std::int64_t cache_write_tokens = 0;  ///< part of `input_tokens` that it wrote there
  std::int64_t cache_write_hour_tokens = 0;  ///< part of those that it keeps for an hour
};

/// The hook by which a budget sees each model call before it is sent and after it has answered.
/// Shared by parallel branches: implementations are thread-safe.
class BATON_EXPORT Budget {
 public:
  virtual ~Budget();
  /// Sets the worst case of a call to `model` ("vendor/model") aside. Throws `budget_exceeded` when it
  /// does not fit; nothing is sent then.
  virtual void reserve(std::string_view model, const Spend& worst_case) = 0;
  /// Replaces a reservation by what was really spent.
  virtual void settle(std::string_view model, const Spend& reserved, const Spend& actual) noexcept = 0;
};

}  // namespace baton::inline v0
