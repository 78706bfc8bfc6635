#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

#include "replay/interaction.hpp"
#include "replay/redact.hpp"

namespace baton::inline v0::detail {

/// The first line of every cassette.
[[nodiscard]] std::string cassette_head();

/// An interaction as the lines that are appended to a cassette. Throws `limit_exceeded` for a line that
/// could not be read again.
[[nodiscard]] std::string cassette_text(const Interaction& interaction, const Redact& redact,
                                        const Limits& limits);

/// All interactions of a cassette's bytes. Throws as `Cassette::replay`; `path` is for the messages.
[[nodiscard]] std::vector<Interaction> parse_cassette(std::string_view text, const std::string& path,
                                                      const Limits& limits);

}  // namespace baton::inline v0::detail
