#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::inline v0::token {

/// Which neighbours merge: a pair of tokens has a rank, of which the smallest merges first, and a rank makes
/// a token. A hash table with a filter before it, because most pairs of a text do not merge: one word for a
/// pair and two bits of filter keep both near the core. Immutable but for `add`.
class MergeTable {
 public:
  static constexpr std::uint32_t no_rank = (1U << 24U) - 1;
  static constexpr std::uint32_t largest_id = (1U << 20U) - 1;

  explicit MergeTable(std::size_t merges = 0);

  /// The first rank of a pair stays. Precondition: ids are at most `largest_id`, `rank` is below `no_rank`.
  void add(std::uint32_t left, std::uint32_t right, std::uint32_t rank);
  /// The rank of a pair, or `no_rank`.
  [[nodiscard]] std::uint32_t find(std::uint32_t left, std::uint32_t right) const noexcept {
    const std::uint64_t key = key_of(left, right);
    const std::uint64_t hash = key * multiplier;
    const std::uint64_t bit = hash >> filter_shift_;
    if ((filter_[bit >> 6U] >> (bit & 63U) & 1U) == 0) return no_rank;
    for (auto at = static_cast<std::size_t>(hash >> slot_shift_);; at = (at + 1) & mask_) {
      const std::uint64_t slot = slots_[at];
      if (slot == free_slot || slot >> 24U == key) return static_cast<std::uint32_t>(slot & no_rank);
    }
  }
  /// The same, quicker where both are among the first 256 ids, as bytes are.
  [[nodiscard]] std::uint32_t find_bytes(std::uint32_t left, std::uint32_t right) const noexcept {
    return (left | right) < 256 ? of_bytes_[left << 8U | right] : find(left, right);
  }

 private:
  static constexpr std::uint64_t free_slot = ~std::uint64_t{0};
  static constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15U;
  static std::uint64_t key_of(std::uint32_t left, std::uint32_t right) noexcept { return (std::uint64_t{left} << 20U) | right; }
  void place(std::uint64_t slot) noexcept;
  void resize(std::size_t slots);

  std::vector<std::uint64_t> slots_;  ///< 40 bits of pair, 24 of rank
  std::vector<std::uint64_t> filter_;
  std::vector<std::uint32_t> of_bytes_;
  std::size_t mask_ = 0;
  unsigned slot_shift_ = 0;
  unsigned filter_shift_ = 0;
  std::size_t size_ = 0;
};

}  // namespace baton::inline v0::token
