#pragma once

#include <vector>

#include <baton/core/limits.hpp>

#include "token/added_token.hpp"
#include "token/json_part.hpp"
#include "token/text_codec.hpp"

namespace baton::inline v0::token {

/// The model of a tokenizer.json that works on characters, with its normalizer, pre-tokenizer and decoder.
[[nodiscard]] TextTokenizer read_text_tokenizer(const json& root, const std::vector<AddedToken>& added, const Limits& limits);

[[nodiscard]] std::vector<NormalStep> read_normalizer(const json& root);
[[nodiscard]] std::vector<CutStep> read_pre_tokenizer(const json& root);
[[nodiscard]] std::vector<DecodeStep> read_decoder(const json& root);

}  // namespace baton::inline v0::token
