#include "token/byte_vocabulary.hpp"

#include <algorithm>
#include <bit>

namespace baton::inline v0::token {

// At most half full, so that a probe is short.
ByteVocabulary::ByteVocabulary(std::size_t tokens) : slots_(std::bit_ceil(std::max<std::size_t>(tokens * 2, 16))), mask_(slots_.size() - 1) {}

bool ByteVocabulary::add(std::string_view bytes, std::uint32_t id) {
  if (find(bytes) != no_token || !bytes_of(id).empty()) return false;
  if ((size_ + 1) * 2 > slots_.size()) {
    const auto before = std::move(slots_);
    slots_.assign(before.size() * 2, Slot{});
    mask_ = slots_.size() - 1;
    for (const Slot& slot : before) {
      if (slot.id == no_token) continue;
      auto at = slot_of(bytes_of(slot.id), slot.prefix);
      while (slots_[at].id != no_token) at = (at + 1) & mask_;
      slots_[at] = slot;
    }
  }
  const auto prefix = prefix_of(bytes);
  const auto bit = filter_bit(bytes.size(), prefix);
  filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  auto at = slot_of(bytes, prefix);
  while (slots_[at].id != no_token) at = (at + 1) & mask_;
  slots_[at] = {prefix, id, static_cast<std::uint32_t>(bytes.size())};
  if (places_.size() <= id) places_.resize(std::size_t{id} + 1);
  places_[id] = {static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(bytes.size())};
  pool_ += bytes;
  ++size_;
  longest_ = std::max(longest_, bytes.size());
  return true;
}

}  // namespace baton::inline v0::token
