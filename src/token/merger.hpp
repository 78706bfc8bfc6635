#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "token/merge_table.hpp"

namespace baton::inline v0::token {

/// Merges the pairs of a piece, the one with the smallest rank first and of equals the leftmost, until none
/// is left (Sennrich, Haddow, Birch, ACL 2016). Short pieces are searched from end to end for every merge,
/// long ones keep a heap: n log n for n symbols. Keeps its memory from piece to piece; one thread.
class Merger {
 public:
  /// `made` has the token that each rank makes; empty: the rank is the token. Both must outlive the merger.
  explicit Merger(const MergeTable& table, std::span<const std::uint32_t> made = {}) : table_(&table), made_(made) {}

  /// Appends what is left of `symbols` to `out`.
  void merge(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out);

 private:
  struct Node {
    std::uint32_t id;
    std::uint32_t previous;
    std::uint32_t next;
    std::uint32_t rank;  ///< of the pair with the next one
  };

  void merge_short(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out);
  void merge_long(std::span<const std::uint32_t> symbols, std::vector<std::uint32_t>& out);
  void refresh(std::uint32_t at);
  [[nodiscard]] std::uint32_t made(std::uint32_t rank) const noexcept { return made_.empty() ? rank : made_[rank]; }

  const MergeTable* table_;
  std::span<const std::uint32_t> made_;
  std::vector<Node> nodes_;
  std::vector<std::uint64_t> heap_;  ///< rank and place; an entry whose rank is not its place's is stale
};

}  // namespace baton::inline v0::token
