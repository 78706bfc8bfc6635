#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::inline v0::token {

/// Texts by their beginnings: a trie over bytes, the children of a node next to each other. Immutable.
class PieceTrie {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  PieceTrie() = default;
  /// Texts with what they stand for; of equal texts the last counts. Empty ones are left out.
  explicit PieceTrie(std::vector<std::pair<std::string_view, std::uint32_t>> texts);

  /// The node behind `byte`, or `none`. The root is node 0.
  [[nodiscard]] std::uint32_t next(std::uint32_t node, char byte) const noexcept {
    if (node == 0) return first_[static_cast<unsigned char>(byte)];
    const auto begin = nodes_[node].children;
    std::uint32_t count = nodes_[node].count;
    std::uint32_t low = begin;
    while (count > 0) {
      const auto half = count / 2;
      if (nodes_[low + half].label < static_cast<unsigned char>(byte)) {
        low += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    return low < begin + nodes_[node].count && nodes_[low].label == static_cast<unsigned char>(byte) ? low : none;
  }
  /// What the text that ends at the node stands for, or `none`.
  [[nodiscard]] std::uint32_t value(std::uint32_t node) const noexcept { return nodes_[node].value; }

 private:
  struct Node {
    std::uint32_t children = 0;
    std::uint32_t value = none;
    std::uint16_t count = 0;
    std::uint8_t label = 0;
  };
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::array<std::uint32_t, 256> first_ = [] {
    std::array<std::uint32_t, 256> empty{};
    empty.fill(none);
    return empty;
  }();
};

}  // namespace baton::inline v0::token
