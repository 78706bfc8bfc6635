#include <baton/retrieval/learn.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <baton/core/for_each.hpp>

#include "composed.hpp"
#include "fusion.hpp"
#include "weight_search.hpp"

namespace baton::inline v0 {
namespace {

using RetrieverPointer = std::shared_ptr<const Retriever>;
/// One list for each retriever.
using Lists = std::vector<FoundChunks>;

struct AskedQuestion {
  std::set<std::string> relevant;
  Lists lists;
};

FusionCase make_case(const AskedQuestion& question, const HybridOptions& options) {
  std::map<ChunkKey, FusionCase::Candidate> candidates;
  std::map<std::string, std::size_t> sources;
  for (std::size_t i = 0; i < question.lists.size(); ++i) {
    const FoundChunks& list = question.lists[i];
    const std::vector<double> worth = gains(list, options);
    for (std::size_t rank = 0; rank < list.size(); ++rank) {
      const std::string& source = list[rank].chunk.source;
      auto& candidate = candidates[key_of(list[rank].chunk)];
      candidate.gains.resize(question.lists.size(), 0.0);
      candidate.gains[i] = worth[rank];
      candidate.source = sources.try_emplace(source, sources.size()).first->second;
      candidate.relevant = question.relevant.contains(source);
    }
  }
  FusionCase result;
  result.relevant = question.relevant.size();
  for (auto& [key, candidate] : candidates) result.candidates.push_back(std::move(candidate));
  return result;
}

std::vector<HybridOptions> fusions_to_try(std::size_t candidates) {
  std::vector<HybridOptions> result;
  result.push_back({.fusion = Fusion::relative_score, .candidates = candidates});
  for (const double k : {5.0, 20.0, 60.0}) {
    result.push_back({.fusion = Fusion::reciprocal_rank, .k = k, .candidates = candidates});
  }
  return result;
}

LearnedHybrid best_fusion(const std::vector<RetrieverPointer>& retrievers,
                          const std::vector<AskedQuestion>& questions, std::size_t candidates,
                          const Context& context) {
  LearnedHybrid best;
  best.ndcg10 = -1.0;
  for (const HybridOptions& options : fusions_to_try(candidates)) {
    context.check();
    std::vector<FusionCase> cases;
    for (const AskedQuestion& each : questions) cases.push_back(make_case(each, options));
    const FoundWeights found = search_weights(cases, retrievers.size());
    if (found.ndcg10 <= best.ndcg10) continue;
    best = {.retrievers = {}, .options = options, .ndcg10 = found.ndcg10};
    for (std::size_t i = 0; i < retrievers.size(); ++i) {
      if (found.weights[i] > 0.0) best.retrievers.push_back({retrievers[i], found.weights[i]});
    }
  }
  return best;
}

Task<Lists> ask_all(const std::vector<RetrieverPointer>& retrievers, Query query, Context context) {
  Lists lists;
  for (const RetrieverPointer& each : retrievers) lists.push_back(co_await each->retrieve(query, context));
  co_return lists;
}

Task<LearnedHybrid> learn(std::vector<RetrieverPointer> retrievers, std::vector<JudgedQuestion> questions,
                          std::size_t candidates, Context context) {
  constexpr std::size_t at_once = 4;
  std::vector<AskedQuestion> asked(questions.size());
  const auto ask = [&](std::size_t i, const Context& inner) -> Task<void> {
    asked[i].relevant = {questions[i].relevant.begin(), questions[i].relevant.end()};
    Query query{.text = questions[i].text, .top = candidates};
    asked[i].lists = co_await ask_all(retrievers, std::move(query), inner);
  };
  co_await for_each(questions.size(), at_once, context, ask);
  co_return best_fusion(retrievers, asked, candidates, context);
}

}  // namespace

Task<LearnedHybrid> learn_hybrid(std::vector<RetrieverPointer> retrievers, std::vector<JudgedQuestion> questions,
                                 std::size_t candidates, Context context) {
  require_that(!retrievers.empty(), "learning a hybrid needs at least one retriever");
  for (const auto& each : retrievers) require_part(each, "learning a hybrid was given a null retriever");
  require_that(candidates > 0, "learning a hybrid needs candidates: at least one for each question");
  std::erase_if(questions, [](const JudgedQuestion& each) { return each.relevant.empty(); });
  require_that(!questions.empty(), "learning a hybrid needs questions with relevant sources");
  return learn(std::move(retrievers), std::move(questions), candidates, std::move(context));
}

}  // namespace baton::inline v0
