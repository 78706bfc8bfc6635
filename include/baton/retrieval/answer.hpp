#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/chain/compose.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/model.hpp>
#include <baton/retrieval/citation.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How an answer is made of passages.
enum class Synthesis : std::uint8_t {
  stuff,       ///< one call with as many of the best passages as fit
  refine,      ///< call after call, each with the draft so far and the next passages
  map_reduce,  ///< a draft from each lot of passages, at the same time; then all drafts merged in one call
  tree,        ///< the same, but drafts are merged four by four until one is left: for very many
};

/// What the model is told: templates (docs/prompt.md), and all that it reads. `form` describes the answer's JSON.
struct AnswerPrompts {
  std::string read;    ///< of `question`, `passages` and `form`
  std::string refine;  ///< of `question`, `passages`, `draft` and `form`
  std::string merge;   ///< of `question`, `drafts` and `form`
};
[[nodiscard]] BATON_EXPORT AnswerPrompts default_answer_prompts();

struct SynthesisOptions {
  Synthesis how = Synthesis::stuff;
  std::size_t max_bytes = 24'000;  ///< of passages, or drafts, in one prompt; at least 1,000
  std::size_t concurrency = 4;     ///< calls at the same time
  std::string not_found = "The documents do not answer this question.";
  AnswerPrompts prompts = default_answer_prompts();
};

/// A sentence of an answer and where it stands.
struct CitedStatement {
  std::string text;
  std::string quote;   ///< what the passage says, in the passage's own words
  Citation citation;   ///< the passage's number and source, and the lines of the quote
};

/// An answer of which every statement has been found in the passage that it cites.
struct DocumentAnswer {
  bool found = false;  ///< false: the passages do not answer the question, and `text` says so
  std::string text;    ///< the statements, each with the number of its passage: "It opens at ten [2]."
  std::vector<CitedStatement> statements;
  /// What the model claimed without a passage that says it; not part of the answer.
  std::vector<std::string> unsupported;
  std::size_t passages_read = 0;  ///< of those given: with `stuff`, what does not fit is left out
};

/// Answers from passages and from nothing else.
///
/// The model writes statements, each with the number of a passage and the words of it that say so. A statement is kept
/// only when that passage exists and has those words (white space, case and quotation marks aside). An answer of which
/// nothing is left is "not found", as is the model's own verdict that the passages do not tell. Numbers in brackets that the
/// model writes into a statement are taken out, since nobody checked them. Passages are quoted to the
/// model as material that is not to be obeyed; what they say may still mislead it, but not make it cite what is not there.
///
/// An answer that is not the JSON asked for is shown to the model once, and then is `model_output_invalid`. Throws
/// `invalid_argument` for options that make no sense. No passages: not found, without a call.
[[nodiscard]] BATON_EXPORT Task<DocumentAnswer> answer_from(std::string question, std::vector<ScoredChunk> passages,
                                                            Model model, SynthesisOptions options, Context context);

/// Exactly what the first call sends.
[[nodiscard]] BATON_EXPORT std::string explain_answer(const std::string& question,
                                                      const std::vector<ScoredChunk>& passages,
                                                      const SynthesisOptions& options = {});

/// A question in, a checked answer out. Made by `answer_with`.
class AnswerStep {
 public:
  using baton_step = void;
  using output_type = DocumentAnswer;

  AnswerStep(std::shared_ptr<const Retriever> retriever, Model model, std::size_t top, SynthesisOptions options)
      : retriever_(std::move(retriever)), model_(std::move(model)), top_(top), options_(std::move(options)) {}

  [[nodiscard]] static constexpr std::string_view step_name() { return "answer"; }

  Task<DocumentAnswer> operator()(std::string question, const Context& context) const {
    return run(retriever_, model_, top_, options_, std::move(question), context);
  }

 private:
  static Task<DocumentAnswer> run(std::shared_ptr<const Retriever> retriever, Model model, std::size_t top,
                                  SynthesisOptions options, std::string question, Context context) {
    Query query;
    query.text = question;
    query.top = top;
    std::vector<ScoredChunk> found = co_await retriever->retrieve(std::move(query), context);
    co_return co_await answer_from(std::move(question), std::move(found), std::move(model), std::move(options),
                                   context);
  }

  std::shared_ptr<const Retriever> retriever_;
  Model model_;
  std::size_t top_;
  SynthesisOptions options_;
};

/// The step that answers a question from the `top` best passages:
///
///     auto ask = answer_with(hybrid_retriever(store, embedder), model("openai/gpt-4.1-mini"));
///     DocumentAnswer answer = ask.invoke("When does the museum open?");
[[nodiscard]] inline auto answer_with(std::shared_ptr<const Retriever> retriever, Model model, std::size_t top = 8,
                                      SynthesisOptions options = {}) {
  return step(AnswerStep(std::move(retriever), std::move(model), top, std::move(options)));
}

}  // namespace baton::inline v0
