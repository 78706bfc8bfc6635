#include "document/json_outline.hpp"

#include <algorithm>
#include <cstddef>

#include <nlohmann/json.hpp>

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t max_json_indent = 16;

std::string scalar_text(const nlohmann::json& value) {
  return value.is_string() ? value.get_ref<const std::string&>() : value.is_null() ? std::string() : value.dump();
}

bool is_flat(const nlohmann::json& value) {
  return !value.is_structured() || (value.is_array() && std::ranges::none_of(value, [](const auto& each) { return each.is_structured(); }));
}

std::string flat_text(const nlohmann::json& value) {
  if (!value.is_array()) return scalar_text(value);
  std::string out;
  for (const auto& each : value) out += (out.empty() ? "" : ", ") + scalar_text(each);
  return out;
}

void append_outline(const nlohmann::json& value, std::size_t depth, std::string& out);

void append_member(std::string_view name, const nlohmann::json& value, std::size_t depth, std::string& out) {
  const std::string indent(2 * std::min(depth, max_json_indent), ' ');
  const std::string label = name.empty() ? "-" : std::string(name) + ":";
  if (is_flat(value)) {
    const std::string text = flat_text(value);
    if (!text.empty()) out += indent + label + " " + text + "\n";
    return;
  }
  out += indent + label + "\n";
  append_outline(value, depth + 1, out);
}

/// Recursion is bounded by the depth that the parser allowed.
void append_outline(const nlohmann::json& value, std::size_t depth, std::string& out) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) append_member(name, member, depth, out);
  } else {
    for (const auto& member : value) append_member({}, member, depth, out);
  }
}

}  // namespace

std::string json_outline(const nlohmann::json& value) {
  if (is_flat(value)) return flat_text(value);
  std::string out;
  append_outline(value, 0, out);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace baton::inline v0::detail
