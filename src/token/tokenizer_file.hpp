#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

#include "token/byte_vocabulary.hpp"
#include "token/merge_table.hpp"
#include "token/pattern_scanner.hpp"

namespace baton::inline v0::token {

/// A token that is found in the text before anything else.
struct AddedToken {
  std::string text;
  std::uint32_t id = 0;
  bool special = false;
  bool takes_left = false;   ///< white space before it belongs to it
  bool takes_right = false;  ///< white space behind it belongs to it
};

/// What a `tokenizer.json` says, for byte-level BPE.
struct TokenizerFile {
  ByteVocabulary vocabulary;          ///< bytes, no longer in GPT-2's alphabet
  MergeTable merges;
  std::vector<std::uint32_t> made;    ///< by rank
  bool whole_pieces = false;          ///< a piece that is a token is not merged (`ignore_merges`)
  bool nfc = false;
  bool prefix_space = false;
  PatternOptions pattern;
  std::vector<AddedToken> added;
  std::vector<std::uint32_t> before;  ///< what the post-processor puts before a text
  std::vector<std::uint32_t> behind;
};

/// Throws as `HuggingFaceTokenizer::parse` says.
[[nodiscard]] TokenizerFile parse_tokenizer_file(std::string_view json, const Limits& limits);

}  // namespace baton::inline v0::token
