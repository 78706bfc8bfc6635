#include "memory/fact_merge.hpp"

#include <algorithm>
#include <utility>

#include "core/cosine.hpp"
#include "memory/fact_score.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_sources = 20;  // of one fact; the first stays, of the others the newest

void add_source(Fact& fact, const FactSource& source) {
  fact.sources.push_back(source);
  if (fact.sources.size() > most_sources) fact.sources.erase(fact.sources.begin() + 1);
}

/// The facts while proposals are laid over them. New ones have negative ids, so that they are found as doubles too.
class FactMerger {
 public:
  FactMerger(const FactState& state, const std::string& embedder, const FactOptions& options)
      : before_(state), state_(state), embedder_(embedder), options_(options), now_(options.now()) {}

  void take(const FactProposal& proposal) {
    const auto known = state_.find(proposal.id);
    if (proposal.action == FactAction::remove) {
      if (known != state_.end()) remove(known, learned_.removed);
    } else if (proposal.action == FactAction::update && known != state_.end()) {
      update(known->first, known->second, proposal);
    } else {
      add(proposal);
    }
  }

  void forget() {
    for (auto at = state_.begin(); at != state_.end();) {
      const auto fact = at++;
      if (retention_of(fact->second, options_, now_) < options_.forget_below) remove(fact, learned_.forgotten);
    }
    while (state_.size() > options_.max_facts) remove(least_worth(), learned_.forgotten);
  }

  FactMerge finish() && {
    FactMerge merge{.changes = changes_between(before_, state_), .learned = std::move(learned_)};
    for (FactChange& change : merge.changes) change.id = std::max<std::int64_t>(change.id, 0);
    return merge;
  }

 private:
  using Place = FactState::iterator;

  void remove(Place fact, std::vector<std::int64_t>& list) {
    // One that is new and already gone never was.
    if (fact->first > 0) list.push_back(fact->first);
    state_.erase(fact);
  }
  void update(std::int64_t id, Fact& fact, const FactProposal& proposal) {
    fact.text = proposal.text;
    fact.importance = proposal.importance;
    fact.confirmed = now_;
    ++fact.mentions;
    fact.embedder = embedder_;
    fact.vector = proposal.vector;
    add_source(fact, proposal.source);
    learned_.updated.push_back(id);
  }
  void add(const FactProposal& proposal) {
    const Place same = find_same(proposal);
    if (same == state_.end()) {
      state_[--last_new_] = Fact{.text = proposal.text,
                                 .importance = proposal.importance,
                                 .learned = now_,
                                 .confirmed = now_,
                                 .mentions = 1,
                                 .sources = {proposal.source},
                                 .embedder = embedder_,
                                 .vector = proposal.vector};
      return;
    }
    Fact& fact = same->second;
    fact.confirmed = now_;
    fact.importance = std::max(fact.importance, proposal.importance);
    ++fact.mentions;
    add_source(fact, proposal.source);
    if (same->first > 0) learned_.confirmed.push_back(same->first);
  }
  Place find_same(const FactProposal& proposal) {
    const std::string text = flattened(proposal.text);
    return std::find_if(state_.begin(), state_.end(), [&](const auto& known) {
      return flattened(known.second.text) == text ||
             cosine_of(known.second.vector, proposal.vector).value_or(0.0) >= options_.same_above;
    });
  }
  Place least_worth() {
    return std::min_element(state_.begin(), state_.end(), [&](const auto& a, const auto& b) {
      return retention_of(a.second, options_, now_) < retention_of(b.second, options_, now_);
    });
  }

  const FactState& before_;
  FactState state_;
  const std::string& embedder_;
  const FactOptions& options_;
  std::chrono::system_clock::time_point now_;
  std::int64_t last_new_ = 0;
  Learned learned_;
};

}  // namespace

FactMerge merge_facts(const FactState& state, const std::vector<FactProposal>& proposals, const std::string& embedder,
                      const FactOptions& options) {
  FactMerger merger(state, embedder, options);
  for (const FactProposal& proposal : proposals) merger.take(proposal);
  merger.forget();
  return std::move(merger).finish();
}

}  // namespace baton::inline v0
