#pragma once

#include <string>
#include <vector>

#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// Messages for another model to read: one JSON object a line, with "role" and "text", so that no text of a
/// message can pass for another message. Calls and results are named; attachments are mentioned; what the
/// model thought aloud and system messages are left out. A part longer than 16 KiB is cut.
[[nodiscard]] std::string transcript(const std::vector<Message>& messages);

}  // namespace baton::inline v0
