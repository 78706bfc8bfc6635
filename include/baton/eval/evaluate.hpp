#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/eval/dataset.hpp>
#include <baton/eval/judge.hpp>
#include <baton/eval/report.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How a run over a data set is done.
struct EvaluateOptions {
  std::string name = "run";     ///< of the configuration, for the report
  std::size_t top = 10;         ///< how many sources of a ranking count
  std::size_t concurrency = 4;  ///< questions at the same time
  std::function<void(std::size_t done, std::size_t total)> progress{};  ///< called from any thread, one at a time
};

/// Asks every question that has relevant documents, and scores what is found: "recall@10", "precision@10", "mrr@10",
/// "map@10", "ndcg@10" (with `top` for 10), see `RankingScores`. Sources are ranked by their best chunk.
///
/// A question that fails scores 0 everywhere, with the error among its notes, and does not stop the run; a
/// stopped context does. Throws `invalid_argument` when no question has relevant documents.
///
///     auto report = sync_wait(evaluate_retrieval(retriever, load_dataset("questions.jsonl"), {.name = "hybrid"}));
[[nodiscard]] BATON_EXPORT Task<EvalReport> evaluate_retrieval(std::shared_ptr<const Retriever> retriever, Dataset dataset,
                                                               EvaluateOptions options = {}, Context context = {});

/// An answer and the passages it was made from, numbered from 1 as the answer cites them.
struct Answered {
  std::string answer{};
  std::vector<ScoredChunk> passages{};
};

/// The application that is measured.
using Answerer = std::function<Task<Answered>(std::string question, Context context)>;

/// Asks every question and has the answers judged: all metrics of `judge` that the data set has enough for, and those of
/// retrieval for questions with relevant documents. A metric that fails is missing from the row, which notes why.
[[nodiscard]] BATON_EXPORT Task<EvalReport> evaluate_answers(Answerer answerer, Dataset dataset, Judge judge,
                                                             EvaluateOptions options = {}, Context context = {});

}  // namespace baton::inline v0
