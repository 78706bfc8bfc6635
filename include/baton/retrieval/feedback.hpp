#pragma once

#include <cstddef>
#include <memory>

#include <baton/core/export.hpp>
#include <baton/index/store.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How a feedback retriever widens a query. The defaults did best on Cranfield's first half (docs/retrieval.md).
struct FeedbackOptions {
  std::size_t passages = 3;  ///< the best ones of the first search, whose words are taken
  std::size_t words = 20;    ///< at most so many words are added
  double share = 0.7;        ///< of the widened query that the added words make up, 0 to 1
};

/// Keyword search twice: the words of the first search's best passages, weighted by how typical they are of them,
/// join those of the query. Finds what is on the subject in other words; needs no model. Costs two keyword
/// searches, of which the second has up to `words` words more. Traced as one retrieval span.
///
/// The relevance model RM3: Lavrenko and Croft 2001, "Relevance-Based Language Models"; Abdul-Jaleel et al.
/// 2004, "UMass at TREC 2004". Throws `invalid_argument` for no store, no passages, more than 500 words, or a share outside of
/// 0 to 1.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> feedback_retriever(
    std::shared_ptr<const Store> store, FeedbackOptions options = {});

}  // namespace baton::inline v0
