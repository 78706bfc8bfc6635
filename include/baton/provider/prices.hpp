#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/budget.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/money.hpp>

namespace baton::inline v0 {

/// Prices of tokens, in millionths of the currency for a million tokens: 2,500,000 is 2.50 a million.
struct TokenRates {
  std::int64_t input = 0;
  std::int64_t output = 0;
  std::int64_t cached = 0;       ///< input that the vendor had in its cache
  std::int64_t cache_write = 0;  ///< input that it wrote there
  std::int64_t cache_write_hour = 0;  ///< input that it keeps there for an hour; `cache_write` where that is more
  bool operator==(const TokenRates&) const = default;
};

/// What a model costs, and how much it holds.
struct ModelPrice {
  std::int64_t context_window = 0;  ///< in tokens; 0: not known
  TokenRates rates{};
  std::int64_t long_from = 0;  ///< requests of more input tokens cost `long_rates`; 0: there are none
  TokenRates long_rates{};
  bool operator==(const ModelPrice&) const = default;
};

/// The cost of what was used, rounded up.
[[nodiscard]] BATON_EXPORT Money cost_of(const ModelPrice& price, const Spend& used);
/// The most that the worst case can cost: all its input at the dearest rate. That of keeping it for an hour
/// counts where `cache_write_hour_tokens` says that the call may do so.
[[nodiscard]] BATON_EXPORT Money most_cost_of(const ModelPrice& price, const Spend& worst_case);

/// Prices by the names of models. A value, cheap to copy; look-ups are thread-safe.
///
///     PriceTable prices = PriceTable::standard();
///     prices.set("mine/big", {.context_window = 32'000, .rates = {.input = 500'000, .output = 900'000}});
class BATON_EXPORT PriceTable {
 public:
  /// The vendors' list prices in US dollars, as of `date()`. They change: a budget that matters needs a
  /// table of your own.
  [[nodiscard]] static PriceTable standard();
  /// `{"date": "2026-08-21", "models": {"vendor/name": {"context_window": 128000, "input": 2.5, "output": 10,
  /// "cached": 1.25, "cache_write": 2.5, "cache_write_hour": 4, "long_from": 200000, "long": {"input": …}}}}`, in units of the
  /// currency for a million tokens. Throws `parse_error` with the place of what is not understood.
  [[nodiscard]] static PriceTable from_json(const Json& table);

  /// `name` is "vendor/model"; dated names ("…-2026-03-05", "…-latest", "…-preview") mean the same model,
  /// and "vendor/*" all others of a vendor.
  void set(std::string name, ModelPrice price);
  /// Null when the model is not known.
  [[nodiscard]] const ModelPrice* find(std::string_view name) const;
  /// As of when: "2026-08-21".
  [[nodiscard]] const std::string& date() const noexcept;

  /// An empty one.
  PriceTable();

 private:
  struct Data {
    std::string date;
    std::map<std::string, ModelPrice, std::less<>> models;
  };
  /// Never changed while shared.
  std::shared_ptr<Data> data_;
};

}  // namespace baton::inline v0
