#include <baton/index/id_set.hpp>

#include <algorithm>
#include <utility>

namespace baton::inline v0 {
namespace {

constexpr std::uint64_t word_bits = 64;

/// How far an id lies behind the first; wraps where the difference does not fit a signed number.
std::uint64_t offset_of(std::int64_t id, std::int64_t first) {
  return static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(first);
}

}  // namespace

IdSet::IdSet(std::vector<std::int64_t> ids) : ids_(std::move(ids)) {
  std::ranges::sort(ids_);
  const auto repeated = std::ranges::unique(ids_);
  ids_.erase(repeated.begin(), repeated.end());
  if (ids_.empty()) return;
  const std::uint64_t words = offset_of(ids_.back(), ids_.front()) / word_bits + 1;
  if (words > ids_.size()) return;  // bits would take more than the ids themselves
  bits_.resize(words);
  for (const std::int64_t id : ids_) {
    const std::uint64_t offset = offset_of(id, ids_.front());
    bits_[offset / word_bits] |= std::uint64_t{1} << offset % word_bits;
  }
}

bool IdSet::contains(std::int64_t id) const noexcept {
  if (bits_.empty()) return std::ranges::binary_search(ids_, id);
  const std::uint64_t offset = offset_of(id, ids_.front());
  return offset / word_bits < bits_.size() && (bits_[offset / word_bits] >> offset % word_bits & 1) != 0;
}

}  // namespace baton::inline v0
