#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <baton/core/export.hpp>
#include <baton/index/store.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// When a chunk is from; nothing when that is unknown.
using ChunkTime = std::function<std::optional<std::chrono::system_clock::time_point>(const Chunk&)>;

/// The time in the metadata under `key`: a number of seconds since 1970 (UTC), or a text that begins with a date
/// "2026-05-31", or with date and time "2026-05-31T12:30:00" (UTC whatever follows), in the years
/// 1700 to 2250.
[[nodiscard]] BATON_EXPORT ChunkTime time_in_metadata(std::string key);
/// The last change of the chunk's file, as the store saw it.
[[nodiscard]] BATON_EXPORT ChunkTime time_of_file(std::shared_ptr<const Store> store);

/// How much newness counts.
struct RecencyOptions {
  double weight = 0.3;  ///< of newness in the score, 0 to 1; the rest is the retriever's score
  std::chrono::seconds half_life = std::chrono::hours(24 * 30);  ///< after which newness has halved
  std::size_t candidates = 50;  ///< asked of the retriever, at least as many as the query's `top`
  std::function<std::chrono::system_clock::time_point()> now = {};  ///< empty: the system's clock
};

/// Prefers what is new among what `retriever` finds. The score is (1 - weight) × the retriever's, brought to [0, 1]
/// by its best and worst candidate, + weight × 0.5^(age / half-life). What is of unknown time counts as old, what
/// is of the future as new. `time` may block. Traced as one retrieval span. Throws `invalid_argument` for a null part, a weight outside of 0
/// to 1, or a half-life that is not above 0.
///
///     auto news = recency_retriever(hybrid_retriever(store, embedder), time_of_file(store));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> recency_retriever(
    std::shared_ptr<const Retriever> retriever, ChunkTime time, RecencyOptions options = {});

}  // namespace baton::inline v0
