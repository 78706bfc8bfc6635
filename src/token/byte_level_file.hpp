#pragma once

#include <vector>

#include <baton/core/limits.hpp>

#include "token/added_token.hpp"
#include "token/byte_level_codec.hpp"
#include "token/json_part.hpp"

namespace baton::inline v0::token {

/// Whether a tokenizer.json has the pre-tokenizer of byte-level BPE.
[[nodiscard]] bool is_byte_level(const json& root);

/// The model of a tokenizer.json of byte-level BPE, with its normalizer, pre-tokenizer and decoder.
[[nodiscard]] ByteLevelModel read_byte_level(const json& root, const std::vector<AddedToken>& added, const Limits& limits);

}  // namespace baton::inline v0::token
