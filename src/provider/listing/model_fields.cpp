#include "provider/listing/model_fields.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

/// Takes digits off the front of a date, and the mark behind them.
std::optional<int> take_digits(std::string_view& text, std::size_t count, std::string_view mark) {
  int value = 0;
  const char* const end = text.data() + std::min(count, text.size());
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != text.data() + count || value < 0) return std::nullopt;
  text.remove_prefix(count);
  if (!text.starts_with(mark)) return std::nullopt;
  text.remove_prefix(mark.size());
  return value;
}

std::optional<std::chrono::sys_days> take_day(std::string_view& text) {
  const auto year = take_digits(text, 4, "-");
  const auto month = year ? take_digits(text, 2, "-") : std::nullopt;
  const auto day = month ? take_digits(text, 2, "") : std::nullopt;
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<std::chrono::seconds> take_clock(std::string_view& text, bool seconds) {
  const auto hour = take_digits(text, 2, ":");
  const auto minute = hour ? take_digits(text, 2, seconds ? ":" : "") : std::nullopt;
  const auto second = !seconds ? std::optional<int>(0) : minute ? take_digits(text, 2, "") : std::nullopt;
  if (!minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

void skip_fraction(std::string_view& text) {
  if (!text.starts_with('.')) return;
  text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
}

std::optional<std::chrono::seconds> take_offset(std::string_view& text) {
  const char sign = text.empty() ? ' ' : text.front();
  if (!text.empty()) text.remove_prefix(1);
  if (sign == 'Z' || sign == 'z') return std::chrono::seconds(0);
  if (sign != '+' && sign != '-') return std::nullopt;
  const auto offset = take_clock(text, false);
  if (!offset) return std::nullopt;
  return sign == '+' ? *offset : -*offset;
}

std::optional<std::chrono::sys_seconds> known_time(std::chrono::sys_seconds when) {
  if (when < std::chrono::sys_days(std::chrono::days(1))) return std::nullopt;
  return when;
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_date(std::string_view text) {
  const auto day = take_day(text);
  if (!day) return std::nullopt;
  if (text.empty()) return known_time(*day);
  if (!text.starts_with('T') && !text.starts_with('t')) return std::nullopt;
  text.remove_prefix(1);
  const auto clock = take_clock(text, true);
  if (!clock) return std::nullopt;
  skip_fraction(text);
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return known_time(*day + *clock - *offset);
}

std::optional<std::chrono::sys_seconds> member_seconds(const nlohmann::json& object, const char* key) {
  constexpr std::int64_t year_9999 = 253'402'300'799;
  const std::int64_t seconds = member_count(object, key);
  if (seconds == 0 || seconds > year_9999) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

void add_use(ModelInfo& model, ModelInfo::Use use) {
  if (std::find(model.uses.begin(), model.uses.end(), use) == model.uses.end()) model.uses.push_back(use);
}

void add_uses(ModelInfo& model, const nlohmann::json* words,
              const std::vector<std::pair<std::string_view, ModelInfo::Use>>& meanings) {
  if (words == nullptr) return;
  for (const auto& word : *words) {
    if (!word.is_string()) continue;
    for (const auto& [name, use] : meanings) {
      if (word.get_ref<const std::string&>() == name) add_use(model, use);
    }
  }
}

std::string url_parameter(std::string_view url, std::string_view name) {
  url = url.substr(0, url.find('#'));
  const auto question = url.find('?');
  if (question == std::string_view::npos) return {};
  url.remove_prefix(question + 1);
  while (!url.empty()) {
    const auto part = url.substr(0, url.find('&'));
    url.remove_prefix(std::min(part.size() + 1, url.size()));
    if (!part.starts_with(name) || part.substr(name.size(), 1) != "=") continue;
    const auto value = part.substr(name.size() + 1);
    const bool fits = std::all_of(value.begin(), value.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
    return fits ? std::string(value) : std::string();
  }
  return {};
}

}  // namespace baton::inline v0::detail
