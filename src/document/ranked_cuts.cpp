#include "document/ranked_cuts.hpp"

#include <algorithm>

#include <baton/document/sentence.hpp>

namespace baton::inline v0::detail {
namespace {

/// The last of the best cuts in (lower, upper], or 0. `next` is where to start looking, and moves.
std::size_t best_cut(const std::vector<RankedCut>& cuts, std::size_t& next, std::size_t lower,
                     std::size_t upper) {
  while (next < cuts.size() && cuts[next].at <= lower) ++next;
  const RankedCut* best = nullptr;
  for (std::size_t i = next; i < cuts.size() && cuts[i].at <= upper; ++i) {
    if (best == nullptr || cuts[i].rank <= best->rank) best = &cuts[i];
  }
  return best == nullptr ? 0 : best->at;
}

}  // namespace

std::vector<ByteRange> pack(std::string_view text, const std::vector<RankedCut>& cuts,
                            std::size_t size) {
  static const MarkdownOutline no_outline;
  const CutFinder words(text, Grammar::text, no_outline);
  std::vector<ByteRange> ranges;
  std::size_t next = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.size();
    if (text.size() - begin > size) {
      end = best_cut(cuts, next, begin + size / 8, begin + size);
      if (end == 0) end = words.find(begin + size / 3, begin + size).at;
    }
    ranges.push_back({begin, end});
    begin = end;
  }
  return ranges;
}

std::vector<RankedCut> sentence_cuts(std::string_view text) {
  std::vector<RankedCut> cuts;
  for (const std::size_t end : sentence_ends(text)) cuts.push_back({end, 0});
  return cuts;
}

}  // namespace baton::inline v0::detail
