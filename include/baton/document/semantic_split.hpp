#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/document.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// Where a text changes its subject.
struct SemanticSplitOptions {
  std::size_t chunk_bytes = 2000;  ///< a longer passage is cut between its sentences
  /// The text is cut at the sentence ends whose change of meaning is beyond that of this share of
  /// all, 0 to 1: 0.9 cuts at every tenth.
  double quantile = 0.9;
  std::size_t neighbours = 1;    ///< sentences that are embedded along with each, on either side
  std::size_t batch_texts = 64;  ///< of one call of the embedder
};

/// Cuts a document where the meaning changes: between two neighbouring sentences whose vectors are
/// far apart (cosine distance). One text is embedded for each sentence.
///
/// Offsets are as exact as those of `split`. Throws `invalid_argument` for a null embedder or
/// options that cannot work, `bad_response` when the embedder gives other vectors than it was asked
/// for, and what the embedder throws; cancellation reaches it.
[[nodiscard]] BATON_EXPORT Task<std::vector<Chunk>> split_by_meaning(
    Document document, std::shared_ptr<const Embedder> embedder, SemanticSplitOptions options = {},
    Context context = {});

}  // namespace baton::inline v0
