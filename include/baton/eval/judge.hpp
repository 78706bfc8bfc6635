#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/model.hpp>

namespace baton::inline v0 {

/// An answer with what it was made from.
struct JudgedAnswer {
  std::string question{};
  std::string answer{};
  std::vector<std::string> passages{};  ///< as the answer cites them: [1] is the first
  std::string reference{};              ///< the right answer; empty when it is not known
};

/// A judgement, from 0 to 1, and what counted against the answer.
struct Verdict {
  double score = 0;
  std::vector<std::string> reasons{};
};

/// A model that judges answers. Immutable; any number of threads.
///
/// Each metric is one question to the model (`answer_relevancy` also embeds), which must answer by a schema; the score is
/// counted from its single verdicts, never asked for as a number. What is judged stands in the question as data:
/// a text that tries to talk the judge round is still text. All throw `model_output_invalid` when the judge's
/// answers cannot be used. `Judge::prompts` shows every word that is sent.
///
/// Source: Es, James, Espinosa-Anke, Schockaert, Ragas: automated evaluation of retrieval augmented generation, 2023.
///
///     Judge judge(model("openai/gpt-4.1"));
///     auto verdict = sync_wait(judge.faithfulness({.question = q, .answer = a, .passages = found}, {}));
class BATON_EXPORT Judge {
 public:
  /// `embedder` is needed for `answer_relevancy` alone.
  explicit Judge(Model model, std::shared_ptr<const Embedder> embedder = nullptr);

  /// The share of the answer's statements that the passages support. Throws `invalid_argument` without passages.
  [[nodiscard]] Task<Verdict> faithfulness(JudgedAnswer answer, Context context) const;
  /// How near the questions that the answer would answer are to the one that was asked: the mean cosine of
  /// three. 0 for an answer that evades. Throws `invalid_argument` without an embedder.
  [[nodiscard]] Task<Verdict> answer_relevancy(JudgedAnswer answer, Context context) const;
  /// Whether the passages that help come first: the average precision of the ranking by their usefulness.
  [[nodiscard]] Task<Verdict> context_precision(JudgedAnswer answer, Context context) const;
  /// The share of the reference's statements that the passages hold. Throws `invalid_argument` without a reference.
  [[nodiscard]] Task<Verdict> context_recall(JudgedAnswer answer, Context context) const;
  /// The share of the sentences with a citation, as [1] or [2, 3], that the cited passages support. 0 for an answer that
  /// cites nothing, or passages that there are not.
  [[nodiscard]] Task<Verdict> citation_accuracy(JudgedAnswer answer, Context context) const;

  [[nodiscard]] bool has_embedder() const noexcept { return embedder_ != nullptr; }
  /// The prompts of all metrics, with {variables} where the answer's parts are put in.
  [[nodiscard]] static std::string prompts();

 private:
  Model model_;
  std::shared_ptr<const Embedder> embedder_;
};

}  // namespace baton::inline v0
