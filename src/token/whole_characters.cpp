#include "token/whole_characters.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <baton/core/text.hpp>

namespace baton::inline v0::token {
namespace {

/// The smallest ranks of the merges of each token with a neighbour.
struct NeighbourRanks {
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> behind;
};

NeighbourRanks neighbour_ranks(const ByteVocabulary& vocabulary, std::span<const WholeCharacters::Merge> merges) {
  NeighbourRanks ranks{std::vector<std::uint32_t>(vocabulary.ids(), MergeTable::no_rank), std::vector<std::uint32_t>(vocabulary.ids(), MergeTable::no_rank)};
  for (const auto& [left, right, made] : merges) {
    const bool after_ascii = static_cast<unsigned char>(vocabulary.bytes_of(left).back()) < 0x80;
    const bool inside = (static_cast<unsigned char>(vocabulary.bytes_of(right).front()) & 0xC0U) == 0x80;
    if (!after_ascii) ranks.before[right] = std::min(ranks.before[right], made);
    if (!inside) ranks.behind[left] = std::min(ranks.behind[left], made);
  }
  return ranks;
}

/// Merges the symbols of one character alone; whether they become one before any neighbour can merge with them.
bool merge_first(std::vector<std::uint32_t> symbols, const MergeTable& table, const NeighbourRanks& ranks) {
  std::uint32_t last = 0;
  std::uint32_t with_neighbour = MergeTable::no_rank;
  for (;;) {
    with_neighbour = std::min({with_neighbour, ranks.before[symbols.front()], ranks.behind[symbols.back()]});
    if (symbols.size() == 1) return with_neighbour > last;
    std::uint32_t best = MergeTable::no_rank;
    std::size_t place = 0;
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      const std::uint32_t rank = table.find(symbols[i], symbols[i + 1]);
      if (rank < best) best = rank, place = i;
    }
    if (best == MergeTable::no_rank) return false;
    last = std::max(last, best);
    symbols[place] = best;
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(place) + 1);
  }
}

}  // namespace

WholeCharacters::WholeCharacters(const ByteVocabulary& vocabulary, const MergeTable& table, std::span<const Merge> merges) {
  const NeighbourRanks ranks = neighbour_ranks(vocabulary, merges);
  std::string bytes;
  for (std::uint32_t code = 0x80; code < tokens_.size(); ++code) {
    bytes.clear();
    append_utf8(bytes, code);
    const std::uint32_t token = vocabulary.find(bytes);
    if (token == no_token) continue;
    std::vector<std::uint32_t> symbols;
    for (const char c : bytes) symbols.push_back(vocabulary.find({&c, 1}));
    if (merge_first(std::move(symbols), table, ranks)) tokens_[code] = token;
  }
}

}  // namespace baton::inline v0::token
