#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/reranker.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How `model_reranker` asks.
struct ModelRerankerOptions {
  std::size_t texts_at_once = 10;  ///< in one call, 1 to 50
  std::size_t text_bytes = 2'000;  ///< of each text that the model is shown
  std::size_t concurrency = 4;     ///< calls at the same time
};

/// A reranker out of a chat model, which grades each text from 0 to 10. The score is the grade / 10; equal grades keep
/// the order of the input. A text that the model does not grade gets 0, a grade for a text that was not shown is ignored. An answer that
/// is not the JSON asked for is shown to the model once, and then is `model_output_invalid`. Throws `invalid_argument`
/// for options out of range.
///
///     auto best = rerank_retriever(hybrid, model_reranker(model("openai/gpt-4.1-mini")), {.candidates = 30});
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Reranker> model_reranker(Model model,
                                                                          ModelRerankerOptions options = {});

/// Exactly what `model_reranker` sends for these texts, when they fit one call.
[[nodiscard]] BATON_EXPORT std::string grading_prompt(const std::string& query, const std::vector<std::string>& texts,
                                                      const ModelRerankerOptions& options = {});

struct CompressionOptions {
  std::size_t concurrency = 4;  ///< calls at the same time: one for each chunk
};

/// Leaves of every found chunk only the sentences that bear on the question, and drops chunks without any. The model copies
/// them, and only what the chunk really says is kept, in the chunk's own words and order: nothing can be added, and
/// citations stay true. Source, span and lines remain those of the chunk. Traced as one retrieval span. Throws
/// `invalid_argument` for a null retriever or a concurrency of 0.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> compressing_retriever(
    std::shared_ptr<const Retriever> retriever, Model model, CompressionOptions options = {});

/// Exactly what `compressing_retriever` sends for a chunk.
[[nodiscard]] BATON_EXPORT std::string compression_prompt(const std::string& question, const std::string& passage);

}  // namespace baton::inline v0
