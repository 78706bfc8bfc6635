#include "link_lists.hpp"

#include <limits>

namespace baton::inline v0 {

int LinkLists::level_of(Slot slot) const noexcept {
  // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): slots one after another give unrelated numbers.
  std::uint64_t mixed = (std::uint64_t{slot} + 1) * 0x9e37'79b9'7f4a'7c15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11ebULL;
  mixed ^= mixed >> 31;
  // One node in `links` reaches the next level, as the paper's 1 / ln M says.
  int level = 0;
  for (auto bound = std::numeric_limits<std::uint64_t>::max() / links_; mixed < bound && level < highest_level; bound /= links_) {
    ++level;
  }
  return level;
}

void LinkLists::reserve(std::size_t slots) {
  const std::size_t before = capacity();
  lowest_.reserve(slots);
  nodes_.reserve(slots);
  for (std::size_t slot = before; slot < capacity(); ++slot) {
    Node& added = node(static_cast<Slot>(slot));
    added.level = static_cast<std::uint8_t>(level_of(static_cast<Slot>(slot)));
    added.first_upper = static_cast<std::uint32_t>(used_upper_);
    used_upper_ += added.level;
  }
  upper_.reserve(used_upper_);
}

}  // namespace baton::inline v0
