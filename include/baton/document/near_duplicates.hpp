#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// How similar two texts must be to count as one.
struct NearDuplicateOptions {
  double similarity = 0.85;       ///< of their sets of shingles (Jaccard), estimated; from 0.5 to 1
  std::size_t shingle_words = 4;  ///< words of a shingle; 1 to 16
};

/// The minima of 128 hash functions over the shingles of a text; none where the text has no words.
using MinHash = std::vector<std::uint32_t>;
inline constexpr std::size_t min_hash_size = 128;

[[nodiscard]] BATON_EXPORT MinHash min_hash(std::string_view text, std::size_t shingle_words);

/// Finds texts that repeat earlier ones with small changes: mirrors, versions, quoted messages.
///
/// A text is the set of its shingles, runs of words without regard to case and punctuation; 128 minima of
/// hash functions over them estimate how much two sets have in common (MinHash; A. Broder: "On the resemblance
/// and containment of documents", 1997), with a standard error of at most 4.5 %. Texts that agree in one of 32
/// bands of 4 minima are compared: of pairs at 0.7 that misses 2 in 10,000, at 0.5 one in eight. Same texts
/// give the same answer on every machine. A text without words has no duplicate. What is kept of a text are 128
/// numbers and 32 entries of a table, not the text. Not thread-safe.
///
///     NearDuplicates seen;
///     std::erase_if(documents, [&](const Document& each) { return seen.add(each.text).has_value(); });
class BATON_EXPORT NearDuplicates {
 public:
  /// Throws `invalid_argument` for options out of range.
  explicit NearDuplicates(NearDuplicateOptions options = {});

  /// The number (from 0, of all that were added) of the earliest text that this one repeats; else it is kept for
  /// those to come.
  std::optional<std::size_t> add(std::string_view text);

  /// The same in two steps, for hashes that were made before, with the same `shingle_words`. The places, from 0 and
  /// ascending, among all that were kept of those that this one repeats. Throws `invalid_argument` for what is no hash.
  [[nodiscard]] std::vector<std::size_t> like(const MinHash& hash) const;
  /// Keeps the hash of a text with words.
  void keep(MinHash hash);

 private:
  NearDuplicateOptions options_;
  std::size_t added_ = 0;
  std::vector<std::size_t> numbers_;  ///< of what was kept
  std::vector<MinHash> kept_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> bands_;  ///< which texts are in a band
};

/// Leaves of the documents those that do not repeat an earlier one; returns how many went.
BATON_EXPORT std::size_t drop_near_duplicates(std::vector<Document>& documents, const NearDuplicateOptions& options = {});
/// The same for chunks, within and across documents.
BATON_EXPORT std::size_t drop_near_duplicates(std::vector<Chunk>& chunks, const NearDuplicateOptions& options = {});

}  // namespace baton::inline v0
