#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baton::inline v0::token {

/// The bytes behind a token of byte-level BPE. GPT-2's alphabet writes every byte as a printable character:
/// those of Latin-1 that are printable stand for themselves, the others for the code points from 256 on.
/// Nothing when a character is none of these.
[[nodiscard]] std::optional<std::string> from_byte_alphabet(std::string_view text);

}  // namespace baton::inline v0::token
