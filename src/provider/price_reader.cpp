#include <cmath>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/provider/prices.hpp>

namespace baton::inline v0 {
namespace {

using nlohmann::json;

[[noreturn]] void refuse_prices(const std::string& place, const std::string& what) {
  throw Error(ErrorCode::parse_error, "the price table at " + place + ": " + what);
}

std::int64_t rate_of(const std::string& place, const json& value) {
  const double amount = value.is_number() ? value.get<double>() : -1.0;
  if (!(amount >= 0 && amount < 1e6)) refuse_prices(place, "a price must be a number from 0 to a million");
  return std::llround(amount * 1e6);
}

std::int64_t tokens_of_price(const std::string& place, const json& value) {
  if (!value.is_number_integer() || value.get<std::int64_t>() < 0) refuse_prices(place, "must be a number of tokens");
  return value.get<std::int64_t>();
}

/// Takes the rates out of `object`; what is not listed of the cache costs as input does.
TokenRates take_rates(const std::string& place, json& object) {
  const auto take = [&](const char* key, std::int64_t otherwise) {
    const auto at = object.find(key);
    if (at == object.end()) return otherwise;
    const std::int64_t rate = rate_of(place + "/" + key, *at);
    object.erase(at);
    return rate;
  };
  TokenRates rates;
  rates.input = take("input", 0);
  rates.output = take("output", 0);
  rates.cached = take("cached", rates.input);
  rates.cache_write = take("cache_write", rates.input);
  rates.cache_write_hour = take("cache_write_hour", rates.cache_write);
  return rates;
}

void refuse_rest(const std::string& place, const json& object) {
  if (!object.empty()) refuse_prices(place, "nobody knows '" + object.begin().key().substr(0, 40) + "'");
}

ModelPrice price_from(const std::string& place, json object) {
  if (!object.is_object()) refuse_prices(place, "must be an object");
  if (!object.contains("input")) refuse_prices(place, "has no price of input");
  ModelPrice price;
  price.rates = take_rates(place, object);
  for (const auto& [key, member] : {std::pair{"context_window", &price.context_window}, {"long_from", &price.long_from}}) {
    if (const auto at = object.find(key); at != object.end()) {
      *member = tokens_of_price(place + "/" + key, *at);
      object.erase(key);
    }
  }
  if ((price.long_from > 0) != object.contains("long")) refuse_prices(place, "long_from and long go together");
  if (price.long_from > 0) {
    json dear = std::move(object["long"]);
    object.erase("long");
    if (!dear.is_object() || !dear.contains("input")) refuse_prices(place + "/long", "has no price of input");
    price.long_rates = take_rates(place + "/long", dear);
    refuse_rest(place + "/long", dear);
  }
  refuse_rest(place, object);
  return price;
}

}  // namespace

PriceTable PriceTable::from_json(const Json& table) {
  const json& object = table.ref();
  const auto models = object.is_object() ? object.find("models") : object.end();
  if (!object.is_object() || models == object.end() || !models->is_object()) {
    refuse_prices("its top", "must be an object with the object 'models' in it");
  }
  const auto date = object.find("date");
  if (date == object.end() || !date->is_string()) refuse_prices("its top", "needs a 'date': as of when it is");
  PriceTable prices;
  prices.data_->date = date->get<std::string>();
  for (const auto& [name, price] : models->items()) prices.set(name, price_from(name.substr(0, 80), price));
  return prices;
}

}  // namespace baton::inline v0
