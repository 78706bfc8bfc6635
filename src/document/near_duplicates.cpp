#include <baton/document/near_duplicates.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include <unicode/uchar.h>

#include <baton/core/error.hpp>

#include "document/code_point.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t hash_count = min_hash_size;
constexpr std::size_t band_rows = 4;
constexpr std::size_t most_in_band = 64;  ///< texts of one band that are compared

/// SplitMix64's last step (G. Steele and others, 2014): spreads every bit over all.
std::uint64_t spread(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

/// Odd factors and summands of the hash functions.
struct HashFamily {
  std::array<std::uint64_t, hash_count> factor;
  std::array<std::uint64_t, hash_count> summand;
};

HashFamily make_family() {
  HashFamily family{};
  std::uint64_t state = 0;
  const auto next = [&] { return spread(state += 0x9E3779B97F4A7C15U); };
  for (std::size_t at = 0; at < hash_count; ++at) {
    family.factor[at] = next() | 1U;
    family.summand[at] = next();
  }
  return family;
}

/// One hash for each word, of its letters and digits in lower case.
std::vector<std::uint64_t> word_hashes(std::string_view text) {
  constexpr std::uint64_t start = 0xCBF29CE484222325U;
  constexpr std::uint64_t factor = 0x100000001B3U;  // FNV-1a
  std::vector<std::uint64_t> words;
  std::uint64_t word = start;
  for (std::size_t at = 0; at < text.size();) {
    const auto code = static_cast<UChar32>(detail::next_code_point(text, at));
    if (u_isalnum(code)) {
      word = (word ^ static_cast<std::uint64_t>(u_tolower(code))) * factor;
    } else if (word != start) {
      words.push_back(std::exchange(word, start));
    }
  }
  if (word != start) words.push_back(word);
  return words;
}

std::uint64_t band_key(const MinHash& minima, std::size_t band) {
  std::uint64_t key = band + 1;
  for (std::size_t row = 0; row < band_rows; ++row) key = spread(key + minima[band * band_rows + row]);
  return key;
}

double agreement(const MinHash& a, const MinHash& b) {
  std::size_t same = 0;
  for (std::size_t at = 0; at < hash_count; ++at) same += a[at] == b[at] ? 1U : 0U;
  return static_cast<double>(same) / static_cast<double>(hash_count);
}

void check_hash(const MinHash& hash) {
  if (hash.size() != hash_count) throw Error(ErrorCode::invalid_argument, "a MinHash has " + std::to_string(hash_count) + " numbers, as min_hash makes them");
}

template <class Texts>
std::size_t drop_repeated(Texts& texts, const NearDuplicateOptions& options) {
  NearDuplicates seen(options);
  return std::erase_if(texts, [&](const auto& each) { return seen.add(each.text).has_value(); });
}

}  // namespace

MinHash min_hash(std::string_view text, std::size_t shingle_words) {
  const std::vector<std::uint64_t> words = word_hashes(text);
  if (words.empty()) return {};
  static const HashFamily family = make_family();
  MinHash minima(hash_count, std::numeric_limits<std::uint32_t>::max());
  const std::size_t run = std::clamp<std::size_t>(shingle_words, 1, words.size());
  for (std::size_t begin = 0; begin + run <= words.size(); ++begin) {
    std::uint64_t hash = 0;
    for (std::size_t at = begin; at < begin + run; ++at) hash = spread(hash + words[at]);
    for (std::size_t at = 0; at < hash_count; ++at) {
      const auto value = static_cast<std::uint32_t>((hash * family.factor[at] + family.summand[at]) >> 32U);
      minima[at] = std::min(minima[at], value);
    }
  }
  return minima;
}

NearDuplicates::NearDuplicates(NearDuplicateOptions options) : options_(options) {
  if (!(options.similarity >= 0.5 && options.similarity <= 1.0)) {
    throw Error(ErrorCode::invalid_argument, "NearDuplicateOptions::similarity is " + std::to_string(options.similarity) +
                                                 ": it lies from 0.5 to 1");
  }
  if (options.shingle_words < 1 || options.shingle_words > 16) {
    throw Error(ErrorCode::invalid_argument, "NearDuplicateOptions::shingle_words is " + std::to_string(options.shingle_words) +
                                                 ": it lies from 1 to 16");
  }
}

std::optional<std::size_t> NearDuplicates::add(std::string_view text) {
  MinHash hash = min_hash(text, options_.shingle_words);
  const std::vector<std::size_t> same = like(hash);
  if (same.empty() && !hash.empty()) {
    keep(std::move(hash));
    return std::nullopt;
  }
  ++added_;
  if (same.empty()) return std::nullopt;
  return numbers_[same.front()];
}

std::vector<std::size_t> NearDuplicates::like(const MinHash& hash) const {
  std::vector<std::size_t> same;
  if (hash.empty()) return same;
  check_hash(hash);
  for (std::size_t band = 0; band < hash_count / band_rows; ++band) {
    const auto found = bands_.find(band_key(hash, band));
    if (found == bands_.end()) continue;
    for (const std::size_t other : found->second) {
      const bool seen = std::ranges::find(same, other) != same.end();
      if (!seen && agreement(hash, kept_[other]) >= options_.similarity) same.push_back(other);
    }
  }
  std::ranges::sort(same);
  return same;
}

void NearDuplicates::keep(MinHash hash) {
  check_hash(hash);
  for (std::size_t band = 0; band < hash_count / band_rows; ++band) {
    auto& members = bands_[band_key(hash, band)];
    if (members.size() < most_in_band) members.push_back(kept_.size());
  }
  kept_.push_back(std::move(hash));
  numbers_.push_back(added_++);
}

std::size_t drop_near_duplicates(std::vector<Document>& documents, const NearDuplicateOptions& options) {
  return drop_repeated(documents, options);
}

std::size_t drop_near_duplicates(std::vector<Chunk>& chunks, const NearDuplicateOptions& options) {
  return drop_repeated(chunks, options);
}

}  // namespace baton::inline v0
