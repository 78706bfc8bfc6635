#include "yaml/yaml_scalar.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace baton::inline v0 {
namespace {

using nlohmann::json;

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

template <class Number>
std::optional<json> number(std::string_view digits, int base) {
  Number value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<json> whole(std::string_view text) {
  if (text.starts_with("0x") && all_of(text.substr(2), "0123456789abcdefABCDEF")) return number<std::uint64_t>(text.substr(2), 16);
  if (text.starts_with("0o") && all_of(text.substr(2), "01234567")) return number<std::uint64_t>(text.substr(2), 8);
  const bool positive = text.starts_with('+');
  if (positive) text.remove_prefix(1);
  const bool negative = !positive && text.starts_with('-');
  if (!all_of(text.substr(negative ? 1 : 0), "0123456789")) return std::nullopt;
  return negative ? number<std::int64_t>(text, 10) : number<std::uint64_t>(text, 10);
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool looks_real(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
    if (!all_of(power, "0123456789")) return false;
    text = text.substr(0, e);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return all_of(text, "0123456789");
  const std::string_view before = text.substr(0, dot);
  const std::string_view after = text.substr(dot + 1);
  return (before.empty() || all_of(before, "0123456789")) &&
         (after.empty() ? !before.empty() : all_of(after, "0123456789"));
}

std::optional<json> real(std::string_view text) {
  if (!looks_real(text)) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<json> truth(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

std::optional<json> nothing(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return json(nullptr);
  return std::nullopt;
}

std::optional<json> real_or_whole(std::string_view text) {
  auto value = whole(text);
  return value ? json(value->get<double>()) : real(text);
}

}  // namespace

std::optional<json> yaml_scalar(const std::string& tag, const std::string& text) {
  constexpr std::string_view core = "tag:yaml.org,2002:";
  if (tag == "!" || tag == "tag:yaml.org,2002:str") return text;
  if (!tag.starts_with(core)) {
    if (tag != "?" && !tag.empty()) return std::nullopt;
    for (const auto read : {nothing, truth, whole, real}) {
      if (auto value = read(text)) return value;
    }
    return text;
  }
  const std::string_view type = std::string_view(tag).substr(core.size());
  if (type == "null") return nothing(text);
  if (type == "bool") return truth(text);
  if (type == "int") return whole(text);
  return type == "float" ? real_or_whole(text) : std::nullopt;
}

}  // namespace baton::inline v0
