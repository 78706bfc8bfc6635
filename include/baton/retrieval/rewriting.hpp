#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/provider/model.hpp>
#include <baton/retrieval/hybrid.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How a model turns a question into queries. The prompt is all that it reads: change it as you like.
struct QuestionRewriting {
  std::string prompt;         ///< a template (docs/prompt.md) of `question` and `most`
  bool one_text = false;      ///< the whole answer is one query; otherwise each of its lines
  bool keep_question = true;  ///< search for the question itself, too
  std::size_t most = 4;       ///< queries that are taken from the answer, 1 to 16

  /// Exactly what is sent for a question. Throws what the template throws.
  [[nodiscard]] BATON_EXPORT std::string explain(std::string_view question) const;
};

/// The question in other words, for what the documents may call differently.
[[nodiscard]] BATON_EXPORT QuestionRewriting multi_query(std::size_t most = 3);
/// A more general question, whose answer the particular one follows from: Zheng et al. 2023, "Take a Step Back".
[[nodiscard]] BATON_EXPORT QuestionRewriting step_back();
/// The simpler questions that a question is made of, for what no single passage answers.
[[nodiscard]] BATON_EXPORT QuestionRewriting decomposition(std::size_t most = 4);
/// A passage as it might stand in the documents, in place of the question: its vector is nearer to real ones
/// (Gao et al. 2022, "Precise Zero-Shot Dense Retrieval without Relevance Labels").
[[nodiscard]] BATON_EXPORT QuestionRewriting hypothetical_passage();

/// Has the model rewrite each question, searches for all that it wrote at the same time, and fuses the lists. One
/// call of the model for each question. Lines are trimmed of bullets and numbers, repeated ones dropped, and
/// each query is cut at 4,000 bytes. An answer without any is `model_output_invalid`. Traced as one retrieval span around the others.
///
/// Throws `invalid_argument` for a null retriever or a `most` outside of 1 to 16, and `parse_error` for a prompt that is no template.
///
///     auto wider = rewriting_retriever(hybrid_retriever(store, embedder), model("openai/gpt-4.1-mini"), multi_query());
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> rewriting_retriever(
    std::shared_ptr<const Retriever> retriever, Model model, QuestionRewriting rewriting,
    HybridOptions options = {.fusion = Fusion::reciprocal_rank});

}  // namespace baton::inline v0
