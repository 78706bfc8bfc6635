#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::inline v0::token {

/// Which neighbours merge: a pair of tokens gives a rank (the smallest merges first) and the token made of
/// both. A hash table with a filter before it, because most pairs of a text do not merge. Immutable but
/// for `add`.
class MergeTable {
 public:
  struct Merge {
    std::uint32_t rank = no_rank;
    std::uint32_t id = 0;
  };
  static constexpr std::uint32_t no_rank = 0xFFFFFFFF;

  explicit MergeTable(std::size_t merges = 0);

  /// The first rank of a pair stays. Precondition: `rank` is not `no_rank`.
  void add(std::uint32_t left, std::uint32_t right, Merge merge);
  [[nodiscard]] Merge find(std::uint32_t left, std::uint32_t right) const noexcept {
    const auto key = key_of(left, right);
    const auto hash = mix(key);
    const auto bit = hash >> filter_shift_;
    if ((filter_[bit >> 6U] >> (bit & 63U) & 1U) == 0) return {};
    for (auto at = static_cast<std::size_t>(hash) & mask_;; at = (at + 1) & mask_) {
      if (slots_[at].merge.rank == no_rank) return {};
      if (slots_[at].key == key) return slots_[at].merge;
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Merge merge;
  };
  static std::uint64_t key_of(std::uint32_t left, std::uint32_t right) noexcept { return (std::uint64_t{left} << 32U) | right; }
  static std::uint64_t mix(std::uint64_t key) noexcept {
    key *= 0x9FB21C651E98DF25U;
    key ^= key >> 32U;
    return key * 0x9E3779B97F4A7C15U;
  }
  void place(const Slot& slot) noexcept;
  void resize(std::size_t slots);

  std::vector<Slot> slots_;
  std::vector<std::uint64_t> filter_;
  std::size_t mask_ = 0;
  unsigned filter_shift_ = 0;
  std::size_t size_ = 0;
};

}  // namespace baton::inline v0::token
