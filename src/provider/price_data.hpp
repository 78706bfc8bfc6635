#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <baton/provider/prices.hpp>

namespace baton::inline v0::detail {

struct PriceRow {
  std::string_view name;
  std::int64_t context_window;
  TokenRates rates;
  std::int64_t long_from = 0;
  TokenRates long_rates{};
};

inline constexpr std::string_view price_date = "2026-08-21";
[[nodiscard]] std::span<const PriceRow> price_rows();

}  // namespace baton::inline v0::detail
