#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "token/byte_vocabulary.hpp"
#include "token/codec.hpp"
#include "token/merge_table.hpp"
#include "token/pattern_scanner.hpp"

namespace baton::inline v0::token {

/// Byte-level BPE, as GPT-2 has it.
struct ByteLevelModel {
  ByteVocabulary vocabulary;  ///< bytes, no longer in GPT-2's alphabet; each of the 256 is a token
  MergeTable merges;
  std::vector<std::uint32_t> made;  ///< by rank
  bool whole_pieces = false;        ///< a piece that is a token is not merged (`ignore_merges`)
  bool nfc = false;
  bool prefix_space = false;
  PatternOptions pattern;
};
[[nodiscard]] std::unique_ptr<const Codec> byte_level_codec(ByteLevelModel model);

}  // namespace baton::inline v0::token
