#include "document/robots.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "core/ascii.hpp"
#include "core/uri.hpp"
#include "document/markdown_writer.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t most_rules = 1000;
constexpr std::size_t longest_pattern = 500;

void append_escaped(std::string& out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += '%';
  out += digits[byte >> 4U];
  out += digits[byte & 0xFU];
}

/// Two spellings of one path become the same (RFC 9309, 2.2.2): unreserved characters plain, all bytes beyond ASCII
/// escaped.
std::string canonical_path(std::string_view path) {
  std::string out;
  for (std::size_t at = 0; at < path.size(); ++at) {
    unsigned value = 0;
    const std::string_view hex = path.substr(std::min(at + 1, path.size()), 2);
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    const auto byte = static_cast<unsigned char>(path[at]);
    if (byte == '%' && hex.size() == 2 && error == std::errc() && end == hex.data() + 2) {
      if (is_unreserved(static_cast<char>(value))) out += static_cast<char>(value);
      else append_escaped(out, static_cast<unsigned char>(value));
      at += 2;
    } else if (byte >= 0x80U) {
      append_escaped(out, byte);
    } else {
      out += path[at];
    }
  }
  return out;
}

/// Whether the pattern, with its * and its $ at the end, fits the beginning of the path. What stands between two * is
/// looked for from left to right, and the first place is as good as any.
bool fits(std::string_view pattern, std::string_view path) {
  const bool whole = pattern.ends_with('$');
  if (whole) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  if (!path.starts_with(pattern.substr(0, star))) return false;
  if (star == std::string_view::npos) return !whole || path.size() == pattern.size();
  path.remove_prefix(star);
  for (;;) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view part = pattern.substr(0, star);
    if (star == std::string_view::npos && whole) return path.ends_with(part);
    const std::size_t at = path.find(part);
    if (star == std::string_view::npos || at == std::string_view::npos) return at != std::string_view::npos;
    path.remove_prefix(at + part.size());
  }
}

/// "disallow" and "/a" of "Disallow: /a # why".
std::pair<std::string, std::string_view> field_of(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {ascii::lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1))};
}

/// Of seconds, perhaps with a fraction; at most a day. 0 for what is no such number.
std::chrono::milliseconds delay_of(std::string_view value) {
  constexpr double day = 86'400;
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() || !(seconds > 0)) return std::chrono::milliseconds(0);
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, day) * 1000));
}

}  // namespace

RobotsRules::RobotsRules(std::string_view text, std::string_view product) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::array<std::vector<Rule>, 2> groups;  // for all, and for the product
  std::array<std::chrono::milliseconds, 2> delays{};
  std::array<bool, 2> open{};
  bool named = false;  // there is a group for the product
  bool in_rules = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const auto [name, value] = field_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (name == "user-agent") {
      if (std::exchange(in_rules, false)) open = {};
      const bool ours = ascii::equal_ignoring_case(product_of(value), product) && !product.empty();
      open[0] = open[0] || value == "*";
      open[1] = open[1] || ours;
      named = named || ours;
    } else if (name == "allow" || name == "disallow") {
      in_rules = true;
      for (std::size_t group = 0; group < groups.size(); ++group) {
        if (open[group] && !value.empty() && value.size() <= longest_pattern && groups[group].size() < most_rules)
          groups[group].push_back({name == "allow", canonical_path(value)});
      }
    } else if (name == "crawl-delay") {  // which ends no list of names (RFC 9309, 2.2.4)
      for (std::size_t group = 0; group < groups.size(); ++group) {
        if (open[group]) delays[group] = std::max(delays[group], delay_of(value));
      }
    }
  }
  rules_ = std::move(groups[named ? 1 : 0]);
  crawl_delay_ = delays[named ? 1 : 0];
}

RobotsRules RobotsRules::none_allowed() {
  RobotsRules rules;
  rules.rules_.push_back({false, "/"});
  return rules;
}

bool RobotsRules::allows(std::string_view path) const {
  if (path == "/robots.txt") return true;
  const std::string wanted = canonical_path(path);
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const std::size_t size = rule.pattern.size();
    if (size < longest || (size == longest && allowed) || !fits(rule.pattern, wanted)) continue;
    allowed = rule.allow;
    longest = size;
  }
  return allowed;
}

std::string_view product_of(std::string_view user_agent) {
  const std::string_view word = trimmed(user_agent);
  const auto end = std::ranges::find_if_not(word, [](char c) { return ascii::is_letter(c) || c == '_' || c == '-'; });
  return word.substr(0, static_cast<std::size_t>(end - word.begin()));
}

}  // namespace baton::inline v0::detail
