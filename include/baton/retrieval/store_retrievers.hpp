#pragma once

#include <memory>

#include <baton/core/export.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// Finds the chunks whose vectors are nearest to the query's (by cosine, the score). Traced as one
/// retrieval span.
///
/// `embedder` must be the one that made the store's vectors: otherwise `retrieve` throws
/// `schema_mismatch`. A query that has no direction (no words, for a hashing embedder) finds nothing.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> vector_retriever(
    std::shared_ptr<const Store> store, std::shared_ptr<const Embedder> embedder);

/// Finds the chunks that hold the query's words, ranked by BM25 (Robertson and Zaragoza 2009, "The
/// Probabilistic Relevance Framework"); words are stemmed and common ones ignored. Traced as one
/// retrieval span.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> keyword_retriever(
    std::shared_ptr<const Store> store);

}  // namespace baton::inline v0
