#include "token/merge_table.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace baton::inline v0::token {

MergeTable::MergeTable(std::size_t merges) : of_bytes_(256 * 256, no_rank) { resize(std::bit_ceil(std::max<std::size_t>(merges * 2, 64))); }

// At most half of the slots are in use. With four bits of filter for each, one pair in eight that does not
// merge passes it.
void MergeTable::resize(std::size_t slots) {
  const auto before = std::exchange(slots_, std::vector<std::uint64_t>(slots, free_slot));
  filter_.assign(slots * 4 / 64, 0);
  mask_ = slots - 1;
  slot_shift_ = 64U - static_cast<unsigned>(std::countr_zero(slots));
  filter_shift_ = slot_shift_ - 2;
  for (const auto slot : before) {
    if (slot != free_slot) place(slot);
  }
}

void MergeTable::place(std::uint64_t slot) noexcept {
  const std::uint64_t hash = (slot >> 24U) * multiplier;
  const std::uint64_t bit = hash >> filter_shift_;
  filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  auto at = static_cast<std::size_t>(hash >> slot_shift_);
  while (slots_[at] != free_slot) at = (at + 1) & mask_;
  slots_[at] = slot;
}

void MergeTable::add(std::uint32_t left, std::uint32_t right, std::uint32_t rank) {
  if (find(left, right) != no_rank) return;
  if ((left | right) < 256) of_bytes_[left << 8U | right] = rank;
  if (++size_ * 2 > slots_.size()) resize(slots_.size() * 2);
  place((key_of(left, right) << 24U) | rank);
}

}  // namespace baton::inline v0::token
