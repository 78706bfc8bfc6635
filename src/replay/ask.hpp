#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "replay/interaction.hpp"
#include "replay/redact.hpp"

namespace baton::inline v0::detail {

/// The requests as they are compared: without what only says the version or the default, with the bytes
/// of large images and files replaced by their SHA-256, redacted.
[[nodiscard]] Ask chat_ask(std::string model, ChatRequest request, const Redact& redact);
[[nodiscard]] Ask embedding_ask(std::string model, const std::vector<std::string>& texts,
                                EmbedPurpose purpose, const Redact& redact);
[[nodiscard]] Ask rerank_ask(std::string model, const std::string& query,
                             const std::vector<std::string>& texts, std::size_t top,
                             const Redact& redact);

}  // namespace baton::inline v0::detail
