#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// An exact amount of money, in billionths of the currency that the prices are in. At most some nine
/// billion; sums beyond that stay there.
///
///     Money limit = Money::of(2.50);
struct BATON_EXPORT Money {
  std::int64_t billionths = 0;

  /// The nearest amount. Throws `invalid_argument` for what is no number or too large.
  [[nodiscard]] static Money of(double amount);
  [[nodiscard]] double value() const noexcept { return static_cast<double>(billionths) / 1e9; }
  /// "0.0123", with as many places as it has.
  [[nodiscard]] std::string text() const;

  Money& operator+=(Money other) noexcept;
  Money& operator-=(Money other) noexcept;
  friend Money operator+(Money a, Money b) noexcept { return a += b; }
  friend Money operator-(Money a, Money b) noexcept { return a -= b; }
  auto operator<=>(const Money&) const = default;
};

}  // namespace baton::inline v0
