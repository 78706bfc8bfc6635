#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::token {

/// SentencePiece's `precompiled_charsmap`: what characters and their sequences become, as the crate spm_precompiled
/// reads it. The size of a double array (Darts) in bytes, its units of four bytes, and the texts, each ended by NUL,
/// all in little-endian order. Any content is taken; whatever leads out of it leads to nothing. Immutable.
class CharsMap {
 public:
  /// Throws `data_corrupt`.
  explicit CharsMap(std::string_view bytes);
  /// What the shortest entry that `text` begins with becomes.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view text) const;
  /// Every grapheme cluster of fewer than six bytes that begins with an entry is replaced, otherwise each of its
  /// characters by itself. `text` is well-formed UTF-8, and so is the result.
  [[nodiscard]] std::string normalized(std::string_view text) const;

 private:
  void append(std::string_view cluster, std::string& out) const;
  std::vector<std::uint32_t> units_;
  std::string texts_;
};

}  // namespace baton::inline v0::token
