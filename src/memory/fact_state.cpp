#include "memory/fact_state.hpp"

#include <limits>

namespace baton::inline v0 {

FactState state_at(const FactSet& history, std::int64_t revision) {
  FactState state;
  for (const FactVersion& version : history.versions) {
    if (version.revision > revision) continue;
    if (version.fact) {
      state[version.id] = *version.fact;
    } else {
      state.erase(version.id);
    }
  }
  return state;
}

FactState current_state(const FactSet& set) { return state_at(set, std::numeric_limits<std::int64_t>::max()); }

std::vector<FactChange> changes_between(const FactState& from, const FactState& to) {
  std::vector<FactChange> changes;
  for (const auto& [id, fact] : from) {
    if (!to.contains(id)) changes.push_back({.id = id, .fact = std::nullopt});
  }
  for (const auto& [id, fact] : to) {
    const auto old = from.find(id);
    if (old == from.end() || !(old->second == fact)) changes.push_back({.id = id, .fact = fact});
  }
  return changes;
}

}  // namespace baton::inline v0
