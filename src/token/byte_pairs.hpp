#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "token/byte_vocabulary.hpp"
#include "token/merge_table.hpp"
#include "token/merger.hpp"
#include "token/piece_cache.hpp"
#include "token/whole_characters.hpp"

namespace baton::inline v0::token {

/// A vocabulary in which the rank of a merge is the id of what it makes: tiktoken's. Immutable.
class BytePairs {
 public:
  /// Every single byte must be a token: `missing_byte` tells. Of the ways to make a token from two only one
  /// can ever happen: the last step in which its own bytes merge. Only that one is kept.
  explicit BytePairs(ByteVocabulary vocabulary);

  /// A single byte that is no token, or -1.
  [[nodiscard]] static int missing_byte(const ByteVocabulary& vocabulary) noexcept;
  [[nodiscard]] const ByteVocabulary& vocabulary() const noexcept { return vocabulary_; }

  /// One encoding in the making.
  class Encoder {
   public:
    explicit Encoder(const BytePairs& pairs) : pairs_(&pairs), merger_(pairs.merges_) {}
    /// Appends the ids of a piece: its own, when it is a token, otherwise those that merging leaves.
    void append(std::string_view piece, std::vector<std::uint32_t>& out) {
      const auto whole = pairs_->vocabulary_.find(piece);
      if (whole != no_token) {
        out.push_back(whole);
      } else if (!cache_.append(piece, out)) {
        append_merged(piece, out);
      }
    }

   private:
    void append_merged(std::string_view piece, std::vector<std::uint32_t>& out);
    const BytePairs* pairs_;
    Merger merger_;
    PieceCache cache_;
    std::vector<std::uint32_t> symbols_;
  };

 private:
  std::vector<WholeCharacters::Merge> make_merges();

  ByteVocabulary vocabulary_;
  std::array<std::uint32_t, 256> bytes_{};
  MergeTable merges_;
  WholeCharacters characters_;
};

}  // namespace baton::inline v0::token
