#include "token/merger.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include <baton/core/error.hpp>

namespace baton::inline v0::token {
namespace {

constexpr std::uint32_t nowhere = 0xFFFFFFFF;

// Symbols of a short piece. The pair that begins at a place is its rank and the place in one number, so that
// the smallest number is the pair to merge: 24 bits and seven.
constexpr std::size_t short_piece = 128;
constexpr std::int32_t no_pair = 0x7FFFFFFF;

class ShortPiece {
 public:
  explicit ShortPiece(std::span<const std::uint32_t> symbols) noexcept : count_(symbols.size()) {
    std::copy(symbols.begin(), symbols.end(), ids_.begin());
    for (std::size_t i = 0; i < count_; ++i) {
      next_[i] = static_cast<std::uint8_t>(i + 1);
      previous_[i] = static_cast<std::uint8_t>(i - 1);
    }
    std::fill(pairs_.begin() + static_cast<std::ptrdiff_t>(count_ - 1), pairs_.begin() + static_cast<std::ptrdiff_t>(lanes_end()), no_pair);
  }

  void look_up(const MergeTable& table, std::size_t at) noexcept { enter(at, table.find(ids_[at], ids_[next_[at]])); }
  void enter(std::size_t at, std::uint32_t rank) noexcept {
    pairs_[at] = rank == MergeTable::no_rank ? no_pair : static_cast<std::int32_t>((rank << 7U) | at);
  }
  void look_up_all(const MergeTable& table) noexcept {
    for (std::size_t i = 0; i + 1 < count_; ++i) enter(i, table.find_bytes(ids_[i], ids_[i + 1]));
  }

  [[nodiscard]] std::int32_t smallest() const noexcept {
    using Lanes = std::int32_t __attribute__((vector_size(16)));
    const auto load = [&](std::size_t at) {
      Lanes lanes;
      __builtin_memcpy(&lanes, pairs_.data() + at, sizeof lanes);
      return lanes;
    };
    Lanes low = load(0);
    Lanes high = load(4);
    for (std::size_t at = 8; at < lanes_end(); at += 8) {
      const Lanes first = load(at);
      const Lanes second = load(at + 4);
      low = first < low ? first : low;
      high = second < high ? second : high;
    }
    low = high < low ? high : low;
    return std::min(std::min(low[0], low[1]), std::min(low[2], low[3]));
  }

  void merge(const MergeTable& table, std::size_t at, std::uint32_t id) noexcept {
    const std::size_t gone = next_[at];
    ids_[at] = id;
    pairs_[gone] = no_pair;
    next_[at] = next_[gone];
    if (next_[at] < count_) {
      previous_[next_[at]] = static_cast<std::uint8_t>(at);
      look_up(table, at);
    } else {
      pairs_[at] = no_pair;
    }
    if (at > 0) look_up(table, previous_[at]);
  }

  void append_to(std::vector<std::uint32_t>& out) const {
    for (std::size_t at = 0; at < count_; at = next_[at]) out.push_back(ids_[at]);
  }

 private:
  [[nodiscard]] std::size_t lanes_end() const noexcept { return (count_ + 7) / 8 * 8; }

  std::size_t count_;
  std::array<std::uint32_t, short_piece> ids_;
  std::array<std::int32_t, short_piece> pairs_;
  std::array<std::uint8_t, short_piece> next_;
  std::array<std::uint8_t, short_piece> previous_;
};

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
  ShortPiece piece(symbols);
  piece.look_up_all(*table_);
  for (auto pair = piece.smallest(); pair != no_pair; pair = piece.smallest()) {
    piece.merge(*table_, static_cast<std::size_t>(pair) & (short_piece - 1), made(static_cast<std::uint32_t>(pair) >> 7U));
  }
  piece.append_to(out);
}

// The pair of a node with the next one, entered into the heap when it merges.
void Merger::refresh(std::uint32_t at) {
  Node& node = nodes_[at];
  node.rank = node.next == nowhere ? MergeTable::no_rank : table_->find(node.id, nodes_[node.next].id);
  if (node.rank != MergeTable::no_rank) heap_.push_back((std::uint64_t{node.rank} << 32U) | at);
}

void Merger::merge_long(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out) {
  const auto count = static_cast<std::uint32_t>(symbols.size());
  nodes_.resize(count);
  heap_.clear();
  for (std::uint32_t i = 0; i < count; ++i) nodes_[i] = {symbols[i], i == 0 ? nowhere : i - 1, i + 1 == count ? nowhere : i + 1, MergeTable::no_rank};
  for (std::uint32_t i = 0; i < count; ++i) refresh(i);
  std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto entry = heap_.back();
    heap_.pop_back();
    const auto at = static_cast<std::uint32_t>(entry);
    Node& node = nodes_[at];
    if (node.rank != static_cast<std::uint32_t>(entry >> 32U)) continue;
    node.id = made(node.rank);
    nodes_[node.next].rank = MergeTable::no_rank;
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
