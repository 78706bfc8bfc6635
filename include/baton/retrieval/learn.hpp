#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/retrieval/hybrid.hpp>

namespace baton::inline v0 {

/// A question and the sources that a person judged to answer it.
struct JudgedQuestion {
  std::string text;
  std::vector<std::string> relevant;
};

/// The hybrid that did best on the questions: `hybrid_retriever(learned.retrievers, learned.options)`.
struct LearnedHybrid {
  std::vector<WeightedRetriever> retrievers;  ///< those of no use are left out; the weights add up to 1
  HybridOptions options;
  double ndcg10 = 0.0;  ///< of the fusion on these very questions: others will do a little worse
};

/// Chooses fusion, weights and the constant of reciprocal rank fusion by nDCG@10 (binary gains, by source) on a
/// validation set. Asks each retriever each question once, then searches among the weights by coordinate ascent, to
/// the nearest 5 %; deterministic. Fifty questions or more make the choice worth something; report its quality on others.
///
/// Throws `invalid_argument` for no retrievers or a null one, no candidates, or questions of which none has a
/// relevant source; and what the retrievers throw.
///
///     auto learned = sync_wait(learn_hybrid({keyword_retriever(store), vector_retriever(store, embedder)}, judged));
///     auto hybrid = hybrid_retriever(learned.retrievers, learned.options);
[[nodiscard]] BATON_EXPORT Task<LearnedHybrid> learn_hybrid(std::vector<std::shared_ptr<const Retriever>> retrievers,
                                                            std::vector<JudgedQuestion> questions,
                                                            std::size_t candidates = 50, Context context = {});

}  // namespace baton::inline v0
