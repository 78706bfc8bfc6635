#include "token/merge_table.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace baton::inline v0::token {

MergeTable::MergeTable(std::size_t merges) { resize(std::bit_ceil(std::max<std::size_t>(merges * 2, 64))); }

// Eight bits of the filter for each slot, of which half are in use at most: one pair in sixteen that does
// not merge passes it, and it stays small enough for a cache near the core.
void MergeTable::resize(std::size_t slots) {
  const auto before = std::exchange(slots_, std::vector<Slot>(slots));
  filter_.assign(slots * 8 / 64, 0);
  mask_ = slots - 1;
  filter_shift_ = 64U - static_cast<unsigned>(std::countr_zero(slots * 8));
  for (const Slot& slot : before) {
    if (slot.merge.rank != no_rank) place(slot);
  }
}

void MergeTable::place(const Slot& slot) noexcept {
  const auto hash = mix(slot.key);
  const auto bit = hash >> filter_shift_;
  filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  auto at = static_cast<std::size_t>(hash) & mask_;
  while (slots_[at].merge.rank != no_rank) at = (at + 1) & mask_;
  slots_[at] = slot;
}

void MergeTable::add(std::uint32_t left, std::uint32_t right, Merge merge) {
  if (find(left, right).rank != no_rank) return;
  if (++size_ * 2 > slots_.size()) resize(slots_.size() * 2);
  place({key_of(left, right), merge});
}

}  // namespace baton::inline v0::token
