#include "token/piece_trie.hpp"

#include <algorithm>

namespace baton::inline v0::token {

// Level by level: the texts below a node are a range of the sorted texts, which falls into one for each next byte.
PieceTrie::PieceTrie(std::vector<std::pair<std::string_view, std::uint32_t>> texts) {
  std::erase_if(texts, [](const auto& each) { return each.first.empty(); });
  std::ranges::stable_sort(texts, {}, [](const auto& each) { return each.first; });
  struct Range {
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
  };
  std::vector<Range> ranges = {{0, texts.size(), 0}};
  for (std::size_t node = 0; node < ranges.size(); ++node) {
    auto [begin, end, depth] = ranges[node];
    while (begin < end && texts[begin].first.size() == depth) nodes_[node].value = texts[begin++].second;
    nodes_[node].children = static_cast<std::uint32_t>(nodes_.size());
    while (begin < end) {
      const char label = texts[begin].first[depth];
      auto behind = begin;
      while (behind < end && texts[behind].first[depth] == label) ++behind;
      ranges.push_back({begin, behind, depth + 1});
      nodes_.push_back({.label = static_cast<std::uint8_t>(label)});
      ++nodes_[node].count;
      begin = behind;
    }
  }
  for (std::uint32_t i = 0; i < nodes_[0].count; ++i) first_[nodes_[nodes_[0].children + i].label] = nodes_[0].children + i;
}

}  // namespace baton::inline v0::token
