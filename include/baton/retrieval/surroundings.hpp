#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/index/store.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How many neighbours a found chunk is given.
struct WindowOptions {
  std::size_t before = 1;
  std::size_t after = 1;
};

/// Gives every chunk that `retriever` finds its neighbours in the document: small chunks are found precisely and
/// read in context (the "sentence window"). Windows of one document that touch become one passage; its score is that
/// of its best chunk, whose id it keeps, and its span and lines cover all of it. Traced as one retrieval span.
///
/// The chunks must come from `store`; others stay as they are. Where neighbours overlap the text is not repeated,
/// and white space that lay between two chunks is one line break. Throws `invalid_argument` for a null part.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> window_retriever(
    std::shared_ptr<const Retriever> retriever, std::shared_ptr<const Store> store, WindowOptions options = {});

/// What makes chunks children of one parent, and when the parent takes their place.
struct ParentOptions {
  /// Neighbouring chunks of a document with the same value of this metadata have one parent. Empty: the
  /// document is the parent.
  std::string key = "heading";
  double share = 0.0;            ///< of a parent's chunks that must have been found, 0 to 1
  std::size_t max_bytes = 8000;  ///< a longer parent does not take its chunks' place
};

/// Puts the parent (a section, or the document) in the place of its found chunks; a parent comes once, with the score and
/// the id of its best chunk. With a `share` above 0 this is auto-merging: only a parent of which enough was found
/// takes the place, the other chunks stay. Otherwise as `window_retriever`. Also throws `invalid_argument` for a share outside of 0 to 1.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> parent_retriever(
    std::shared_ptr<const Retriever> retriever, std::shared_ptr<const Store> store, ParentOptions options = {});

}  // namespace baton::inline v0
