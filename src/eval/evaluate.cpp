#include <baton/eval/evaluate.hpp>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/for_each.hpp>
#include <baton/eval/ranking.hpp>

namespace baton::inline v0 {
namespace {

bool has_relevant(const EvalCase& one) {
  return std::any_of(one.relevant.begin(), one.relevant.end(), [](const Relevant& each) { return each.grade > 0; });
}

std::vector<std::string> sources_of(const std::vector<ScoredChunk>& chunks) {
  std::vector<std::string> sources;
  for (const auto& each : chunks) {
    const std::string& source = each.chunk.source;
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
  }
  return sources;
}

void add_ranking(EvalRow& row, const EvalCase& one, std::size_t top) {
  const RankingScores scores = score_ranking(row.found, one.relevant, top);
  const std::string at = "@" + std::to_string(top);
  row.scores["recall" + at] = scores.recall;
  row.scores["precision" + at] = scores.precision;
  row.scores["mrr" + at] = scores.reciprocal_rank;
  row.scores["map" + at] = scores.average_precision;
  row.scores["ndcg" + at] = scores.ndcg;
}

class Progress {
 public:
  Progress(std::function<void(std::size_t, std::size_t)> tell, std::size_t total) : tell_(std::move(tell)), total_(total) {}
  void one_done() {
    const std::lock_guard lock(mutex_);
    if (++done_; tell_) tell_(done_, total_);
  }

 private:
  const std::function<void(std::size_t, std::size_t)> tell_;
  const std::size_t total_;
  std::mutex mutex_;
  std::size_t done_ = 0;
};

/// Awaits, and notes a failure instead of throwing it unless the run itself was stopped.
template <class T>
Task<std::optional<T>> or_note(Task<T> task, std::string what, EvalRow& row, Context context) {
  std::optional<Error> failure;
  try {
    co_return co_await std::move(task);
  } catch (...) {
    failure = current_error();
  }
  context.check();
  row.notes.push_back(what + " failed: " + failure->message());
  co_return std::nullopt;
}

/// Chunks of one source count once: some more, so that `top` sources come together.
constexpr std::size_t chunks_for_a_source = 3;

Task<void> retrieve_row(const Retriever& retriever, const EvalCase& one, std::size_t top, EvalRow& row, Context context) {
  Query query;
  query.text = one.question;
  query.top = top * chunks_for_a_source;
  auto found = co_await or_note(retriever.retrieve(std::move(query), context), "retrieval", row, context);
  if (found) row.found = sources_of(*found);
  add_ranking(row, one, top);
}

Task<void> judge_metric(Task<Verdict> task, std::string metric, EvalRow& row, Context context) {
  const auto verdict = co_await or_note(std::move(task), metric, row, std::move(context));
  if (!verdict) co_return;
  row.scores[metric] = verdict->score;
  for (const auto& reason : verdict->reasons) row.notes.push_back(metric + ": " + reason);
}

Task<void> judge_row(const Judge& judge, JudgedAnswer answer, EvalRow& row, Context context) {
  if (!answer.passages.empty()) {
    co_await judge_metric(judge.faithfulness(answer, context), "faithfulness", row, context);
    co_await judge_metric(judge.context_precision(answer, context), "context_precision", row, context);
    co_await judge_metric(judge.citation_accuracy(answer, context), "citation_accuracy", row, context);
  }
  if (!answer.reference.empty()) {
    co_await judge_metric(judge.context_recall(answer, context), "context_recall", row, context);
  }
  if (judge.has_embedder()) {
    co_await judge_metric(judge.answer_relevancy(answer, context), "answer_relevancy", row, context);
  }
}

Task<void> answer_row(const Answerer& answerer, const EvalCase& one, const Judge& judge, std::size_t top, EvalRow& row,
                      Context context) {
  auto answered = co_await or_note(answerer(one.question, context), "the answer", row, context);
  if (!answered) co_return;
  row.answer = answered->answer;
  row.found = sources_of(answered->passages);
  if (has_relevant(one)) add_ranking(row, one, top);
  JudgedAnswer judged{.question = one.question, .answer = std::move(answered->answer), .reference = one.answer};
  for (auto& each : answered->passages) judged.passages.push_back(std::move(each.chunk.text));
  co_await judge_row(judge, std::move(judged), row, std::move(context));
}

void require_run(bool asks, const char* who, const EvaluateOptions& options) {
  if (!asks) throw Error(ErrorCode::invalid_argument, std::string("an evaluation needs ") + who);
  if (options.top == 0) throw Error(ErrorCode::invalid_argument, "EvaluateOptions::top must be 1 or more");
}

EvalReport empty_report(const Dataset& dataset, const std::string& name) {
  EvalReport report{.name = name};
  for (const auto& one : dataset.cases) report.rows.push_back({.id = one.id, .question = one.question});
  return report;
}

}  // namespace

Task<EvalReport> evaluate_retrieval(std::shared_ptr<const Retriever> retriever, Dataset dataset, EvaluateOptions options,
                                    Context context) {
  require_run(retriever != nullptr, "a retriever", options);
  std::erase_if(dataset.cases, [](const EvalCase& one) { return !has_relevant(one); });
  if (dataset.cases.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "no question of the data set '" + dataset.name + "' has relevant documents: add them, or judge answers");
  }
  EvalReport report = empty_report(dataset, options.name);
  Progress progress(std::move(options.progress), dataset.cases.size());
  const auto body = [&](std::size_t i, const Context& child) -> Task<void> {
    co_await retrieve_row(*retriever, dataset.cases[i], options.top, report.rows[i], child);
    progress.one_done();
  };
  co_await for_each(dataset.cases.size(), options.concurrency, std::move(context), body);
  co_return report;
}

Task<EvalReport> evaluate_answers(Answerer answerer, Dataset dataset, Judge judge, EvaluateOptions options,
                                  Context context) {
  require_run(static_cast<bool>(answerer), "an answerer", options);
  if (dataset.cases.empty()) throw Error(ErrorCode::invalid_argument, "the data set '" + dataset.name + "' has no question");
  EvalReport report = empty_report(dataset, options.name);
  Progress progress(std::move(options.progress), dataset.cases.size());
  const auto body = [&](std::size_t i, const Context& child) -> Task<void> {
    co_await answer_row(answerer, dataset.cases[i], judge, options.top, report.rows[i], child);
    progress.one_done();
  };
  co_await for_each(dataset.cases.size(), options.concurrency, std::move(context), body);
  co_return report;
}

}  // namespace baton::inline v0
