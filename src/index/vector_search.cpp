#include <algorithm>

#include "prefetch.hpp"
#include "vector_rows.hpp"
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

std::vector<VectorMatch> VectorState::search(const float* query, std::size_t top) const {
  top = std::min(top, slots_.live());
  if (top == 0) return {};
  if (!graph_) return search_all(query, top);
  // Removed vectors take places among the candidates.
  const double crowd = static_cast<double>(slots_.used()) / static_cast<double>(slots_.live());
  const auto wanted = static_cast<std::size_t>(static_cast<double>(std::max(options_.ef_search, top)) * crowd);
  const auto scratch = scratches_.lend();
  std::vector<VectorMatch> matches = ranked(query, graph_->search(asked(query, *scratch), wanted, *scratch), top);
  return matches.size() >= std::min(top, slots_.live()) ? std::move(matches) : search_all(query, top);
}

std::vector<VectorMatch> VectorState::search(const float* query, std::size_t top, const IdSet& only) const {
  const std::size_t live = slots_.live();
  const std::size_t allowed = std::min(only.size(), live);
  top = std::min(top, allowed);
  if (top == 0) return {};
  const std::size_t wanted = std::max(options_.ef_search, top);
  // The fewer slots are accepted, the more the graph visits for each that is.
  const double share = static_cast<double>(allowed) / static_cast<double>(live);
  const double by_graph = distances_per_candidate * static_cast<double>(wanted) / share;
  if (!graph_ || by_graph > static_cast<double>(allowed)) return search_only(query, top, only);
  const auto scratch = scratches_.lend();
  // Accepted vectors may lie far from the query, behind many others: no longer than comparing them all would take.
  const std::vector<Near>* found =
      graph_->search_accepted(asked(query, *scratch), wanted, {slots_, only}, allowed, *scratch);
  if (found == nullptr) return search_only(query, top, only);
  std::vector<VectorMatch> matches = ranked(query, *found, top);
  return matches.size() >= top ? std::move(matches) : search_only(query, top, only);
}

const std::byte* VectorState::asked(const float* query, SearchScratch& scratch) const {
  scratch.query.resize(row_space(dimensions_, options_.metric, options_.quantisation).row_bytes);
  write_row(query, dimensions_, options_.quantisation, scratch.query.data());
  return scratch.query.data();
}

std::vector<VectorMatch> VectorState::ranked(const float* query, std::span<const Near> found, std::size_t top) const {
  const bool shortened = options_.quantisation != VectorQuantisation::none;
  std::size_t left = found.size();
  if (options_.quantisation == VectorQuantisation::int8) left = std::max(int8_rerank * top, int8_rerank_least);
  if (shortened) {
    for (const Near& near : found.first(std::min(left, found.size()))) prefetch_lines(vector(near.slot), exact_.row_bytes);
  }
  BestMatches best(top);
  for (const Near& near : found) {
    if (!slots_.alive(near.slot)) continue;
    if (left-- == 0) break;
    offer(best, near.slot, shortened ? exact_.distance(query, vector(near.slot)) : near.distance);
  }
  return best.take();
}

void VectorState::offer(BestMatches& best, Slot slot, float distance) const {
  best.offer({slots_.id(slot), score_of(distance, options_.metric)});
}

std::vector<VectorMatch> VectorState::search_all(const float* query, std::size_t top) const {
  BestMatches best(top);
  const std::size_t used = slots_.used();
  for (Slot slot = 0; slot < used; ++slot) {
    if (slots_.alive(slot)) offer(best, slot, exact_.distance(query, vector(slot)));
  }
  return best.take();
}

std::vector<VectorMatch> VectorState::search_only(const float* query, std::size_t top, const IdSet& only) const {
  BestMatches best(top);
  const std::size_t used = slots_.used();
  if (only.size() < used / lookup_cost) {
    const std::vector<Slot> some = slots_.find(only.ids());
    constexpr std::size_t ahead = 4;
    for (std::size_t i = 0; i < some.size(); ++i) {
      prefetch_lines(vector(some[std::min(i + ahead, some.size() - 1)]), exact_.row_bytes);
      offer(best, some[i], exact_.distance(query, vector(some[i])));
    }
    return best.take();
  }
  const SlotFilter accept{slots_, only};
  for (Slot slot = 0; slot < used; ++slot) {
    if (accept(slot)) offer(best, slot, exact_.distance(query, vector(slot)));
  }
  return best.take();
}

}  // namespace baton::inline v0
