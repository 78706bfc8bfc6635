#include "provider/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace baton::inline v0::detail {
namespace {

using std::chrono::milliseconds;
using Delay = std::optional<milliseconds>;

constexpr double longest_ms = 24.0 * 3600 * 1000;

Delay bounded(double ms) {
  if (!(ms >= 0.0) || ms > longest_ms) return std::nullopt;
  return milliseconds(static_cast<std::int64_t>(std::ceil(ms)));
}

std::optional<double> take_number(std::string_view& text) {
  double value = 0.0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<double> take_unit(std::string_view& text) {
  constexpr std::pair<std::string_view, double> units[] = {
      {"ms", 1.0}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86400e3}};
  for (const auto& [name, ms] : units) {
    if (!text.starts_with(name)) continue;
    text.remove_prefix(name.size());
    return ms;
  }
  return std::nullopt;
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<unsigned> month_of(std::string_view name) {
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned i = 0; i < months.size(); ++i) {
    if (name == months[i]) return i + 1;
  }
  return std::nullopt;
}

Delay until_date(const HttpHead& head, std::string_view value,
                 std::chrono::system_clock::time_point now) {
  const auto when = parse_http_date(value);
  if (!when) return std::nullopt;
  const auto server_now = parse_http_date(head.header("date"));
  const auto from = server_now ? std::chrono::system_clock::time_point(*server_now) : now;
  return bounded(std::chrono::duration<double, std::milli>(*when - from).count());
}

/// A reset is a duration, or an instant in seconds or milliseconds since 1970.
Delay until_reset(std::string_view value, std::chrono::system_clock::time_point now) {
  std::string_view rest = value;
  const auto number = take_number(rest);
  if (number && rest.empty() && *number > 1e9) {
    const double at_ms = *number > 1e11 ? *number : *number * 1e3;
    const double now_ms =
        std::chrono::duration<double, std::milli>(now.time_since_epoch()).count();
    return bounded(at_ms - now_ms);
  }
  return parse_delay(value);
}

Delay rate_limit_reset(const HttpHead& head, std::chrono::system_clock::time_point now) {
  Delay exhausted;
  Delay any;
  for (const std::string_view what : {"-requests", "-tokens", ""}) {
    const auto reset = until_reset(head.header("x-ratelimit-reset" + std::string(what)), now);
    if (!reset) continue;
    any = std::max(any.value_or(*reset), *reset);
    if (head.header("x-ratelimit-remaining" + std::string(what)) == "0") {
      exhausted = std::max(exhausted.value_or(*reset), *reset);
    }
  }
  return exhausted ? exhausted : any;
}

}  // namespace

Delay parse_delay(std::string_view text) {
  const auto first = take_number(text);
  if (!first) return std::nullopt;
  if (text.empty()) return bounded(*first * 1e3);
  double ms = 0.0;
  std::optional<double> number = first;
  while (number) {
    const auto unit = take_unit(text);
    if (!unit || *number < 0.0) return std::nullopt;
    ms += *number * *unit;
    if (text.empty()) return bounded(ms);
    number = take_number(text);
  }
  return std::nullopt;
}

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  using namespace std::chrono;
  if (text.size() != 29 || text[3] != ',' || !text.ends_with(" GMT")) return std::nullopt;
  const auto date_day = digits(text.substr(5, 2));
  const auto date_month = month_of(text.substr(8, 3));
  const auto date_year = digits(text.substr(12, 4));
  const auto hour = digits(text.substr(17, 2));
  const auto minute = digits(text.substr(20, 2));
  const auto second = digits(text.substr(23, 2));
  if (!date_day || !date_month || !date_year || !hour || !minute || !second) return std::nullopt;
  const year_month_day date{year{*date_year}, month{*date_month},
                            day{static_cast<unsigned>(*date_day)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date} + hours{*hour} + minutes{*minute} + seconds{*second};
}

Delay retry_delay(const HttpHead& head, std::chrono::system_clock::time_point now) {
  std::string_view in_ms = head.header("retry-after-ms");
  if (const auto ms = take_number(in_ms); ms && in_ms.empty()) {
    if (const auto delay = bounded(*ms)) return delay;
  }
  const auto value = head.header("retry-after");
  if (const auto delay = parse_delay(value)) return delay;
  if (const auto delay = until_date(head, value, now)) return delay;
  return rate_limit_reset(head, now);
}

}  // namespace baton::inline v0::detail
