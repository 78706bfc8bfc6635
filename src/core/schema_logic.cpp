#include <algorithm>
#include <unordered_map>
#include <vector>

#include "schema_check.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

void all_of(SchemaCheck& check, const json& keyword, const json&, const json& value,
            const Place& place) {
  for (const auto& each : keyword) check.apply(each, value, place);
}

/// Of several alternatives that all fail, the one that fails deepest inside the value is most likely the
/// one that was meant.
void fail_alternatives(SchemaCheck& check, std::vector<std::vector<Violation>> trials,
                       const Place& place) {
  const auto depth = [](const std::vector<Violation>& trial) {
    std::size_t deepest = 0;
    for (const auto& violation : trial) deepest = std::max(deepest, violation.path.size());
    return deepest;
  };
  const auto best = std::max_element(trials.begin(), trials.end(), [&](const auto& a, const auto& b) {
    return depth(a) < depth(b);
  });
  if (depth(*best) > place.pointer().size()) return check.append(std::move(*best));
  std::string message = "fits none of the alternatives:";
  for (const auto& trial : trials) message += " " + trial.front().message + " |";
  message.resize(message.size() - 2);
  check.fail(place, std::move(message));
}

void any_of(SchemaCheck& check, const json& keyword, const json&, const json& value,
            const Place& place) {
  constexpr std::size_t per_alternative = 3;
  std::vector<std::vector<Violation>> trials;
  for (const auto& each : keyword) {
    trials.push_back(check.trial(each, value, place, per_alternative));
    if (trials.back().empty()) return;
  }
  fail_alternatives(check, std::move(trials), place);
}

void one_of(SchemaCheck& check, const json& keyword, const json& schema, const json& value,
            const Place& place) {
  const auto count = std::count_if(keyword.begin(), keyword.end(), [&](const json& each) {
    return check.fits(each, value, place);
  });
  if (count == 0) return any_of(check, keyword, schema, value, place);
  if (count > 1) check.fail(place, "fits " + std::to_string(count) + " of the alternatives, not just one");
}

void negation(SchemaCheck& check, const json& keyword, const json&, const json& value,
              const Place& place) {
  if (check.fits(keyword, value, place)) check.fail(place, "is of a kind that is ruled out");
}

void condition(SchemaCheck& check, const json& keyword, const json& schema, const json& value,
               const Place& place) {
  const auto branch = schema.find(check.fits(keyword, value, place) ? "then" : "else");
  if (branch != schema.end()) check.apply(*branch, value, place);
}

}  // namespace

Keyword find_logic_keyword(std::string_view name) {
  static const std::unordered_map<std::string_view, Keyword> table = {
      {"allOf", all_of}, {"anyOf", any_of}, {"oneOf", one_of}, {"not", negation}, {"if", condition}};
  const auto found = table.find(name);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace baton::inline v0
