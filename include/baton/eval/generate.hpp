#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/document.hpp>
#include <baton/eval/dataset.hpp>
#include <baton/provider/model.hpp>

namespace baton::inline v0 {

struct GenerateOptions {
  std::size_t for_each_chunk = 2;  ///< questions, at most
  std::size_t concurrency = 4;     ///< chunks at the same time
};

/// Has a model write questions that chunks answer, with the answers: a data set to begin with, which a person
/// should read. Each question's relevant document is the chunk's source; its id is "SOURCE#BYTE.NUMBER". A
/// question that comes twice is kept once. Throws what the model throws.
[[nodiscard]] BATON_EXPORT Task<Dataset> generate_questions(Model model, std::vector<Chunk> chunks,
                                                            GenerateOptions options = {}, Context context = {});

/// The prompt of `generate_questions`.
[[nodiscard]] BATON_EXPORT std::string_view generate_questions_prompt();

/// Questions and their right answers as conversations to fine-tune a chat model with: `{"messages": […]}` a line, as
/// OpenAI, Mistral, Together and others read it. Questions without an answer are left out.
[[nodiscard]] BATON_EXPORT std::string fine_tuning_jsonl(const Dataset& dataset, std::string_view system_prompt = {});

/// Questions and passages of their relevant documents to fine-tune an embedder with: `{"anchor": …, "positive": …}` a
/// line, the names that Sentence Transformers uses.
[[nodiscard]] BATON_EXPORT std::string embedding_pairs_jsonl(const Dataset& dataset, std::span<const Chunk> chunks);

}  // namespace baton::inline v0
