#pragma once

#include <vector>

#include "replay/interaction.hpp"

namespace baton::inline v0::detail {

/// The lines of an answer: one for each event, vector or place, then one that ends it.
[[nodiscard]] std::vector<nlohmann::json> answer_lines(const Interaction& interaction);

/// Adds such a line to the interaction it belongs to; true when that is ended by it. Throws
/// `schema_mismatch` for a line that cannot stand there.
[[nodiscard]] bool add_answer_line(Interaction& interaction, const nlohmann::json& line);

/// An answer of the kind with nothing in it yet. Throws `version_mismatch` for a kind it does not know.
[[nodiscard]] Interaction unanswered(Ask ask);

}  // namespace baton::inline v0::detail
