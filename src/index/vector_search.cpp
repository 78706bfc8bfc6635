#include <algorithm>
#include <limits>

#include "best_matches.hpp"
#include "vector_state.hpp"

namespace baton::inline v0 {
namespace {

using Slot = VectorState::Slot;

// How many distances a search measures for each of its candidates, counted on word vectors; and how many ids may
// be looked up in the time that testing one slot after another takes for all.
constexpr double distances_per_candidate = 16;
constexpr std::size_t lookup_cost = 4;
// Of int8 candidates so many are compared exactly for each match that is wanted: the codes order the rest well enough.
constexpr std::size_t int8_rerank = 3;
constexpr std::size_t int8_rerank_least = 30;

}  // namespace

std::vector<VectorMatch> VectorState::search(std::span<const float> query, std::size_t top) const {
  top = std::min(top, slots_.live());
  if (top == 0) return {};
  if (!linked()) return search_all(query, top);
  // Removed vectors take places among the candidates.
  const std::size_t live = std::max<std::size_t>(slots_.live(), 1);
  const double crowd = static_cast<double>(slots_.used()) / static_cast<double>(live);
  const auto wanted = static_cast<std::size_t>(static_cast<double>(std::max(options_.ef_search, top)) * crowd) + 1;
  const auto scratch = scratches_.lend();
  const std::vector<Near>* found = by_space(query, [&](const auto& by, const auto& asked) {
    return &graph_->search(by, asked, wanted, *scratch);
  });
  std::vector<VectorMatch> matches = ranked(query, *found, top);
  return matches.size() >= std::min(top, slots_.live()) ? std::move(matches) : search_all(query, top);
}

std::vector<VectorMatch> VectorState::search(std::span<const float> query, std::size_t top, const IdSet& only) const {
  const std::size_t live = slots_.live();
  const std::size_t allowed = std::min(only.size(), live);
  top = std::min(top, allowed);
  if (top == 0) return {};
  const std::size_t wanted = std::max(options_.ef_search, top);
  // The fewer slots are accepted, the more the graph visits for each that is.
  const double share = static_cast<double>(allowed) / static_cast<double>(live);
  const double by_graph = distances_per_candidate * static_cast<double>(wanted) / share;
  if (!linked() || by_graph > static_cast<double>(allowed)) return search_only(query, top, only);
  const auto scratch = scratches_.lend();
  const SlotFilter accept{slots_, only};
  const std::vector<Near>* found = by_space(query, [&](const auto& by, const auto& asked) {
    // Accepted vectors may lie far from the query, behind many others: no longer than comparing them all would take.
    return graph_->search_accepted(by, asked, wanted, accept, allowed, *scratch);
  });
  if (found == nullptr) return search_only(query, top, only);
  std::vector<VectorMatch> matches = ranked(query, *found, top);
  return matches.size() >= top ? std::move(matches) : search_only(query, top, only);
}

template <class Search>
std::vector<Near>* VectorState::by_space(std::span<const float> query, Search search) const {
  switch (codes_.quantisation()) {
    case VectorQuantisation::int8: {
      const CodeRows::Int8Codes codes = codes_.int8_codes(query.data());
      return search(codes_.int8_space(), codes.query());
    }
    case VectorQuantisation::binary: {
      const std::vector<std::uint64_t> signs = codes_.signs(query.data());
      return search(codes_.binary_space(), signs.data());
    }
    case VectorQuantisation::none: break;
  }
  return search(space(), query.data());
}

std::vector<VectorMatch> VectorState::ranked(std::span<const float> query, std::span<const Near> found,
                                             std::size_t top) const {
  const FloatSpace exact = space();
  const bool shortened = codes_.quantisation() != VectorQuantisation::none;
  std::size_t left = codes_.quantisation() == VectorQuantisation::int8 ? std::max(int8_rerank * top, int8_rerank_least)
                                                                       : found.size();
  if (shortened) {
    for (const Near& near : found.first(std::min(left, found.size()))) exact.prefetch(near.slot);
  }
  BestMatches best(top);
  for (const Near& near : found) {
    if (!slots_.alive(near.slot)) continue;
    if (left-- == 0) break;
    const float distance = shortened ? exact.distance(query.data(), near.slot) : near.distance;
    best.offer({slots_.id(near.slot), score_of(distance, options_.metric)});
  }
  return best.take();
}

void VectorState::offer(std::span<const float> query, Slot slot, BestMatches& best) const {
  best.offer({slots_.id(slot), score_of(space().distance(query.data(), slot), options_.metric)});
}

std::vector<VectorMatch> VectorState::search_all(std::span<const float> query, std::size_t top) const {
  BestMatches best(top);
  const std::size_t used = slots_.used();
  for (Slot slot = 0; slot < used; ++slot) {
    if (slots_.alive(slot)) offer(query, slot, best);
  }
  return best.take();
}

std::vector<VectorMatch> VectorState::search_only(std::span<const float> query, std::size_t top,
                                                  const IdSet& only) const {
  BestMatches best(top);
  const std::size_t used = slots_.used();
  if (only.size() < used / lookup_cost) {
    const FloatSpace exact = space();
    const std::vector<Slot> some = slots_.find(only.ids());
    constexpr std::size_t ahead = 4;
    for (std::size_t i = 0; i < some.size(); ++i) {
      exact.prefetch(some[std::min(i + ahead, some.size() - 1)]);
      offer(query, some[i], best);
    }
    return best.take();
  }
  const SlotFilter accept{slots_, only};
  for (Slot slot = 0; slot < used; ++slot) {
    if (accept(slot)) offer(query, slot, best);
  }
  return best.take();
}

}  // namespace baton::inline v0
