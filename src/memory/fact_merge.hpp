#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <baton/memory/fact_memory.hpp>

#include "memory/fact_proposal.hpp"
#include "memory/fact_state.hpp"

namespace baton::inline v0 {

/// What one revision is to do, and what the caller is told: `learned` has ids but those of new facts, whose
/// changes are the ones with id 0.
struct FactMerge {
  std::vector<FactChange> changes;
  Learned learned;
};

/// Lays proposals over the facts: doubles are confirmed, what there is no room for is forgotten.
[[nodiscard]] FactMerge merge_facts(const FactState& state, const std::vector<FactProposal>& proposals,
                                    const std::string& embedder, const FactOptions& options);

}  // namespace baton::inline v0
