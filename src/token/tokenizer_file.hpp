#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

#include "token/added_token.hpp"
#include "token/codec.hpp"

namespace baton::inline v0::token {

/// What a `tokenizer.json` says.
struct TokenizerFile {
  std::vector<AddedToken> added;
  std::vector<std::uint32_t> before;  ///< what the post-processor puts before a text
  std::vector<std::uint32_t> behind;
  std::unique_ptr<const Codec> codec;
  std::optional<std::uint32_t> unknown;
};

/// Throws as `HuggingFaceTokenizer::parse` says.
[[nodiscard]] TokenizerFile parse_tokenizer_file(std::string_view json, const Limits& limits);
/// A `vocab.txt` with what BERT has around it. Throws as `HuggingFaceTokenizer::parse_vocabulary` says.
[[nodiscard]] TokenizerFile parse_vocabulary_file(std::string_view lines, bool lowercase, const Limits& limits);

}  // namespace baton::inline v0::token
