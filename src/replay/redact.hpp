#pragma once

#include <functional>
#include <string>

#include "replay/interaction.hpp"

namespace baton::inline v0::detail {

using Redact = std::function<std::string(std::string)>;

/// Makes every string value UTF-8, and then what `redact` makes of it, if there is one.
void redact_strings(nlohmann::json& value, const Redact& redact);

/// Joins the deltas of a text, or of a call's arguments, of which `redact` would change the whole: what it
/// looks for may be cut in two by the pieces of a stream.
void join_redacted(ChatAnswer& answer, const Redact& redact);

}  // namespace baton::inline v0::detail
