#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

/// What every store checks before it does anything. They throw what `VectorStore` says.

inline constexpr std::size_t most_upserted = 10'000;
inline constexpr std::size_t most_got = 1'000;
inline constexpr std::size_t most_listed = 1'000;
inline constexpr std::size_t most_found = 10'000;

BATON_EXPORT void check_options(const VectorStoreOptions& options);
BATON_EXPORT void check_upsert(std::span<const VectorRecord> records, const EmbedderInfo& embedder);
BATON_EXPORT void check_selection(const RecordSelection& selection);
BATON_EXPORT void check_ids(std::span<const std::string> ids, std::size_t most);
BATON_EXPORT void check_page(const PageRequest& request);
BATON_EXPORT void check_query(const VectorQuery& query, const EmbedderInfo& embedder);

/// Whether the filter may refuse anything, as far as its form tells.
[[nodiscard]] BATON_EXPORT bool may_refuse(const Filter& filter);

/// Whether the vector can be searched for: it is neither empty nor zero.
[[nodiscard]] BATON_EXPORT bool has_direction(std::span<const float> vector);

/// What an error advises whose collection does not fit.
inline constexpr std::string_view rebuild_it = "open it with `.rebuild = true`, which empties it, and upsert again";

/// Who made a collection that has no note of ours.
inline const EmbedderInfo foreign_embedder{.name = "another program"};

/// The refusal of a store that was made with another embedder; `store` names it.
[[noreturn]] BATON_EXPORT void refuse_embedder(const std::string& store, const EmbedderInfo& present,
                                               const EmbedderInfo& given);

/// At most `top` of both lists, by the sum of 1 / (60 + rank) (Cormack, Clarke and Büttcher 2009).
[[nodiscard]] BATON_EXPORT std::vector<FoundRecord> fuse_ranks(std::vector<FoundRecord> a,
                                                               std::vector<FoundRecord> b, std::size_t top);

}  // namespace baton::inline v0
