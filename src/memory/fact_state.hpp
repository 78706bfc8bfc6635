#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include <baton/memory/fact_store.hpp>

namespace baton::inline v0 {

/// Facts by id.
using FactState = std::map<std::int64_t, Fact>;

/// The facts as they were after `revision`, out of a history.
[[nodiscard]] FactState state_at(const FactSet& history, std::int64_t revision);

/// The newest facts of any reading.
[[nodiscard]] FactState current_state(const FactSet& set);

/// What turns `from` into `to`.
[[nodiscard]] std::vector<FactChange> changes_between(const FactState& from, const FactState& to);

}  // namespace baton::inline v0
