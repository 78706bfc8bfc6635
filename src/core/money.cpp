#include <baton/core/money.hpp>

#include <cmath>
#include <limits>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t per_unit = 1'000'000'000;

}  // namespace

Money Money::of(double amount) {
  if (!(std::abs(amount) < 9e9)) {
    throw Error(ErrorCode::invalid_argument, "an amount of money must be a number below nine billion");
  }
  return Money{std::llround(amount * 1e9)};
}

std::string Money::text() const {
  const bool negative = billionths < 0;
  const auto size = negative ? 0 - static_cast<std::uint64_t>(billionths) : static_cast<std::uint64_t>(billionths);
  std::string places = std::to_string(size % per_unit);
  places.insert(0, 9 - places.size(), '0');
  while (places.size() > 2 && places.back() == '0') places.pop_back();
  return (negative ? "-" : "") + std::to_string(size / per_unit) + "." + places;
}

Money& Money::operator+=(Money other) noexcept {
  if (__builtin_add_overflow(billionths, other.billionths, &billionths)) {
    billionths = other.billionths > 0 ? most : -most;
  }
  return *this;
}

Money& Money::operator-=(Money other) noexcept {
  if (__builtin_sub_overflow(billionths, other.billionths, &billionths)) {
    billionths = other.billionths > 0 ? -most : most;
  }
  return *this;
}

}  // namespace baton::inline v0
