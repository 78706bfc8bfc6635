#include <baton/provider/prices.hpp>

#include <algorithm>
#include <utility>

#include "provider/price_data.hpp"

namespace baton::inline v0 {
namespace {

/// Millionths for a million tokens are 1e-12 for one.
constexpr std::int64_t parts_per_billionth = 1'000;

Money money_of(std::initializer_list<std::pair<std::int64_t, std::int64_t>> tokens_at_rates) {
  __extension__ using Wide = __int128;
  Wide sum = 0;
  for (const auto& [tokens, rate] : tokens_at_rates) sum += static_cast<Wide>(std::max<std::int64_t>(tokens, 0)) * rate;
  sum = (sum + parts_per_billionth - 1) / parts_per_billionth;
  constexpr Wide most = INT64_MAX;
  return Money{static_cast<std::int64_t>(std::min(sum, most))};
}

std::int64_t hour_rate(const TokenRates& rates) { return std::max(rates.cache_write, rates.cache_write_hour); }

/// Anthropic's price list has it as a multiple: an hour in the cache costs twice the price of input.
/// Source: https://platform.claude.com/docs/en/about-claude/pricing, "Prompt caching".
TokenRates with_hour(std::string_view name, TokenRates rates) {
  if (name.starts_with("anthropic/")) rates.cache_write_hour = 2 * rates.input;
  return rates;
}

const TokenRates& rates_for(const ModelPrice& price, std::int64_t input_tokens) {
  return price.long_from > 0 && input_tokens > price.long_from ? price.long_rates : price.rates;
}

/// Whether `rest` of a name only says which version of the model.
bool is_version(std::string_view rest) {
  if (rest == "-latest" || rest == "-preview" || rest.starts_with("-preview-")) return true;
  if (rest.size() < 5 || (rest[0] != '-' && rest[0] != '@')) return false;
  return std::all_of(rest.begin() + 1, rest.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace

Money cost_of(const ModelPrice& price, const Spend& used) {
  const TokenRates& rates = rates_for(price, used.input_tokens);
  const std::int64_t plain = used.input_tokens - used.cached_tokens - used.cache_write_tokens;
  return money_of({{plain, rates.input},
                   {used.cached_tokens, rates.cached},
                   {used.cache_write_tokens - used.cache_write_hour_tokens, rates.cache_write},
                   {used.cache_write_hour_tokens, hour_rate(rates)},
                   {used.output_tokens, rates.output}});
}

Money most_cost_of(const ModelPrice& price, const Spend& worst_case) {
  const auto dearest = [&](const TokenRates& rates) {
    const std::int64_t write = worst_case.cache_write_hour_tokens > 0 ? hour_rate(rates) : rates.cache_write;
    const std::int64_t input = std::max({rates.input, rates.cached, write});
    return money_of({{worst_case.input_tokens, input}, {worst_case.output_tokens, rates.output}});
  };
  // The estimate may be on the other side of the threshold than the vendor's count.
  return price.long_from > 0 ? std::max(dearest(price.rates), dearest(price.long_rates)) : dearest(price.rates);
}

PriceTable::PriceTable() : data_(std::make_shared<Data>()) {}

PriceTable PriceTable::standard() {
  static const PriceTable standard = [] {
    PriceTable table;
    table.data_->date = detail::price_date;
    for (const auto& row : detail::price_rows()) {
      table.set(std::string(row.name), {row.context_window, with_hour(row.name, row.rates), row.long_from,
                                        with_hour(row.name, row.long_rates)});
    }
    // What runs on the application's own machine.
    for (const char* local : {"offline/*", "ollama/*", "llamacpp/*", "lmstudio/*"}) table.set(local, {});
    return table;
  }();
  return standard;
}

const std::string& PriceTable::date() const noexcept { return data_->date; }

void PriceTable::set(std::string name, ModelPrice price) {
  if (data_.use_count() > 1) data_ = std::make_shared<Data>(*data_);
  data_->models.insert_or_assign(std::move(name), price);
}

const ModelPrice* PriceTable::find(std::string_view name) const {
  const auto& models = data_->models;
  if (const auto at = models.find(name); at != models.end()) return &at->second;
  for (std::size_t size = name.size(); size > 0; --size) {
    if (name[size - 1] != '-' && name[size - 1] != '@') continue;
    if (!is_version(name.substr(size - 1))) continue;
    if (const auto at = models.find(name.substr(0, size - 1)); at != models.end()) return &at->second;
  }
  const auto any = models.find(std::string(name.substr(0, name.find('/'))) + "/*");
  return any == models.end() ? nullptr : &any->second;
}

}  // namespace baton::inline v0
