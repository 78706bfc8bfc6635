#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// How `extractive_model` answers.
struct ExtractiveOptions {
  std::size_t max_sentences = 3;  ///< at most so many sentences or list items; at least 1
  /// The share of the question, by weight of its words, that the best passage must contain: 0 always
  /// answers, 1 asks for every word.
  double min_coverage = 0.4;
  /// What is said when no passage reaches `min_coverage`.
  std::string not_found = "I could not find an answer to this in the given documents.";
};

/// "offline/extractive": answers by quoting the context. **It is not a language model**: it writes no
/// sentence of its own, draws no conclusion and knows nothing but the prompt.
///
/// It finds the question and the passages in the prompt, ranks the sentences by the question's words
/// (BM25 weights, light stemming, coverage, nearness) and repeats the best ones with the passage's
/// mark, "[2]". The same request always gives the same answer; nothing leaves the process. Use it to
/// try a retrieval application without a key, and in tests.
///
/// *Question*: the last user message; of that, what follows the last line that begins with
/// "Question:" (up to a line "Answer:"), or its last paragraph when passages precede it.
/// *Passages*: in system and user messages, every block that begins with "[1] ", "[2] ", … in
/// counting order at the start of a line; the rest of that line is taken as the source's label when it
/// is a path with lines ("docs/a.md:10-24"). Without such marks, what follows a line "Context:" or
/// "<context>", or else what precedes the question in the same message. Tool results count as
/// passages. `docs/offline.md` has the rules in full.
///
/// Usage is estimated. Tools are not called; `tool_choice` `required` or `named` and JSON formats are
/// `unsupported`. `max_tokens` and `stop` are kept. Immutable and thread-safe.
///
///     auto chat = Model(extractive_model({.max_sentences = 2}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> extractive_model(
    ExtractiveOptions options = {});

/// What goes into the vectors of `hashing_embedder`. Everything here is part of the embedder's name.
struct HashingOptions {
  std::size_t dimensions = 1024;  ///< 16 to 65536; more give fewer collisions
  double word_weight = 1.0;       ///< of stemmed words
  double pair_weight = 0.3;       ///< of two words in a row, stop words skipped
  double character_weight = 0.5;  ///< of the letter 4-grams inside words, which forgive misspelling
  double stop_weight = 0.0;       ///< of stop words, as a share of `word_weight`; 0 leaves them out
};

/// "offline/hashing": vectors from the words and letters of a text, without a trained model.
///
/// Each stemmed word, word pair and letter n-gram is hashed to one coordinate and a sign (feature
/// hashing: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009), with
/// weight 1 + ln(count) (sublinear term frequency: Manning, Raghavan, Schütze, "Introduction to
/// Information Retrieval", 6.4.1), and the sum is scaled to length 1. Texts are near when they share
/// words, *not* when they merely mean the same: a trained model finds paraphrases, this does not.
///
/// The hash is fixed, so vectors are the same on every machine. A text without words gives the zero
/// vector. Queries and documents are embedded alike. Immutable and thread-safe; throws
/// `invalid_argument` for options out of range.
///
///     auto vectors = sync_wait(hashing_embedder()->embed({"a cat"}, EmbedPurpose::document, {}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> hashing_embedder(
    HashingOptions options = {});

}  // namespace baton::inline v0
