#pragma once

#include <string_view>

#include <baton/core/limits.hpp>

#include "token/byte_vocabulary.hpp"

namespace baton::inline v0::token {

/// A rank file of tiktoken: on each line a token in Base64, a space and its rank. Throws `parse_error`
/// naming the line, `data_corrupt` for a token or rank that comes twice and for a byte that is no token,
/// `limit_exceeded` for more bytes or tokens than `limits` allow.
[[nodiscard]] ByteVocabulary parse_ranks(std::string_view text, const Limits& limits);

}  // namespace baton::inline v0::token
