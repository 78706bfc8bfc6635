#include "token/merger.hpp"

#include <algorithm>
#include <functional>

#include <baton/core/error.hpp>

namespace baton::inline v0::token {
namespace {

constexpr std::uint32_t nowhere = 0xFFFFFFFF;

}  // namespace

void Merger::merge(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out) {
  if (symbols.size() < 2) {
    out.insert(out.end(), symbols.begin(), symbols.end());
  } else if (symbols.size() <= short_piece) {
    merge_short(symbols, out);
  } else if (symbols.size() < nowhere) {
    merge_long(symbols, out);
  } else {
    throw Error(ErrorCode::limit_exceeded, "one word of 4 GiB or more cannot be encoded: split the text");
  }
}

void Merger::merge_short(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out) {
  std::array<std::uint32_t, short_piece> ids;
  std::array<std::uint32_t, short_piece> ranks;
  std::array<std::uint32_t, short_piece> merged;
  std::size_t count = symbols.size();
  std::copy(symbols.begin(), symbols.end(), ids.begin());
  const auto look_up = [&](std::size_t i) {
    const auto merge = table_->find(ids[i], ids[i + 1]);
    ranks[i] = merge.rank;
    merged[i] = merge.id;
  };
  for (std::size_t i = 0; i + 1 < count; ++i) look_up(i);
  while (count > 1) {
    const auto best = static_cast<std::size_t>(std::min_element(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(count - 1)) - ranks.begin());
    if (ranks[best] == MergeTable::no_rank) break;
    ids[best] = merged[best];
    const auto shift = [&](auto& values, std::size_t from) { std::copy(values.begin() + static_cast<std::ptrdiff_t>(from) + 1, values.begin() + static_cast<std::ptrdiff_t>(count), values.begin() + static_cast<std::ptrdiff_t>(from)); };
    shift(ids, best + 1);
    shift(ranks, best);
    shift(merged, best);
    --count;
    if (best > 0) look_up(best - 1);
    if (best + 1 < count) look_up(best);
  }
  out.insert(out.end(), ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count));
}

// The merge of a node with the next one, entered into the heap when there is one.
void Merger::refresh(std::uint32_t at) {
  Node& node = nodes_[at];
  node.merge = node.next == nowhere ? MergeTable::Merge{} : table_->find(node.id, nodes_[node.next].id);
  if (node.merge.rank != MergeTable::no_rank) heap_.push_back((std::uint64_t{node.merge.rank} << 32U) | at);
}

void Merger::merge_long(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out) {
  const auto count = static_cast<std::uint32_t>(symbols.size());
  nodes_.resize(count);
  heap_.clear();
  for (std::uint32_t i = 0; i < count; ++i) nodes_[i] = {symbols[i], i == 0 ? nowhere : i - 1, i + 1 == count ? nowhere : i + 1, {}};
  for (std::uint32_t i = 0; i < count; ++i) refresh(i);
  std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto entry = heap_.back();
    heap_.pop_back();
    const auto at = static_cast<std::uint32_t>(entry);
    Node& node = nodes_[at];
    if (node.merge.rank != static_cast<std::uint32_t>(entry >> 32U)) continue;
    node.id = node.merge.id;
    nodes_[node.next].merge = {};
    node.next = nodes_[node.next].next;
    if (node.next != nowhere) nodes_[node.next].previous = at;
    for (const auto changed : {at, node.previous}) {
      if (changed == nowhere) continue;
      const auto before = heap_.size();
      refresh(changed);
      if (heap_.size() != before) std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
  }
  for (std::uint32_t at = 0; at != nowhere; at = nodes_[at].next) out.push_back(nodes_[at].id);
}

}  // namespace baton::inline v0::token
