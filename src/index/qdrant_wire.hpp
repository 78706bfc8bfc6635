#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/index/vector_store.hpp>

/// Records as points of Qdrant: values to JSON and back, no I/O, by docs/redoc/v1.19.x/openapi.json of
/// github.com/qdrant/qdrant. What reads an answer throws nlohmann's exceptions or `parse_error` when something is
/// missing or has another type.
namespace baton::inline v0::qdrant {

/// A UUID made of namespace and id; Qdrant takes no other texts.
[[nodiscard]] std::string point_id(const StoreNamespace& space, const std::string& id);
[[nodiscard]] std::vector<std::string> point_ids(const StoreNamespace& space, std::span<const std::string> ids);
/// Whether the text looks like one of them.
[[nodiscard]] bool is_point_id(std::string_view text);

[[nodiscard]] nlohmann::json creation(const EmbedderInfo& embedder);
[[nodiscard]] nlohmann::json upsertion(const StoreNamespace& space, std::span<const VectorRecord> records,
                                       std::size_t dimensions);
[[nodiscard]] nlohmann::json removal_by_source(const StoreNamespace& space, const std::string& source);
[[nodiscard]] nlohmann::json retrieval(std::vector<std::string> points);
/// Asks for points that `condition` (see `TermFilter`) lets through, from the id `offset` on, or from the first; with all
/// of their records or what filters see only.
[[nodiscard]] nlohmann::json page(const StoreNamespace& space, const Filter& condition, const std::string& offset,
                                  std::size_t limit, bool whole);
/// Asks for the nearest among those with a vector that `condition` lets through, and among `points` when there are any.
[[nodiscard]] nlohmann::json search(const StoreNamespace& space, const VectorQuery& query, const Filter& condition,
                                    std::vector<std::string> points);

/// Of a collection: who made its vectors; an empty name when another program made it.
[[nodiscard]] EmbedderInfo embedder_of(const nlohmann::json& answer);
/// Which form its records have: `collection_format` when we made them so.
[[nodiscard]] std::size_t format_of(const nlohmann::json& answer);
/// Whether a collection has one vector a point and compares by cosine.
[[nodiscard]] bool by_cosine(const nlohmann::json& answer);
/// The points of an answer to `page` or `search`.
[[nodiscard]] const nlohmann::json& points_of(const nlohmann::json& answer);
/// Where the page after an answer to `page` begins; empty after the last.
[[nodiscard]] std::string next_of(const nlohmann::json& answer);
[[nodiscard]] std::string id_of(const nlohmann::json& point);
[[nodiscard]] Json metadata_of(const nlohmann::json& point);
/// With its vector when the point has one.
[[nodiscard]] VectorRecord record_of(const nlohmann::json& point);
[[nodiscard]] std::vector<FoundRecord> found_in(const nlohmann::json& answer);

}  // namespace baton::inline v0::qdrant
