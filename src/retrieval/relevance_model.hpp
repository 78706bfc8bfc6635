#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/document/document.hpp>
#include <baton/index/keywords.hpp>
#include <baton/retrieval/feedback.hpp>

namespace baton::inline v0 {

/// The words of `query` and the most typical ones of the passages `best`, with weights that add up to 1. `languages` are those of the
/// passages.
[[nodiscard]] std::vector<WeightedWord> widened(std::string_view query, std::span<const ScoredChunk> best,
                                                const std::vector<std::string>& languages, const FeedbackOptions& options);

}  // namespace baton::inline v0
