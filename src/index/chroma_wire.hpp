#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/index/vector_store.hpp>

/// Records as Chroma keeps them: values to JSON and back, no I/O. What reads an answer throws nlohmann's exceptions or
/// `parse_error` when something is missing or has another type.
namespace baton::inline v0::chroma {

/// The id within the collection: the length in front keeps namespaces and ids apart.
[[nodiscard]] std::string key_of(const StoreNamespace& space, const std::string& id);
[[nodiscard]] std::vector<std::string> keys_of(const StoreNamespace& space, std::span<const std::string> ids);

[[nodiscard]] nlohmann::json creation(const std::string& collection, const EmbedderInfo& embedder);
[[nodiscard]] nlohmann::json upsertion(const StoreNamespace& space, std::span<const VectorRecord> records,
                                       std::size_t dimensions);
[[nodiscard]] nlohmann::json removal_by_source(const StoreNamespace& space, const std::string& source);
/// Asks for the records that `wide_condition(filter)` lets through, from number `offset` on, with their texts or without.
[[nodiscard]] nlohmann::json page(const StoreNamespace& space, const Filter& filter, std::size_t offset, std::size_t limit,
                                  bool texts);
/// Asks for the nearest among all that have a vector, or among `keys` when there are any.
[[nodiscard]] nlohmann::json search(const StoreNamespace& space, const VectorQuery& query, std::vector<std::string> keys);

/// Of a collection: who made its vectors; an empty name when another program made it.
[[nodiscard]] EmbedderInfo embedder_of(const nlohmann::json& collection);
/// Which form its records have: `collection_format` when we made them so.
[[nodiscard]] std::size_t format_of(const nlohmann::json& collection);
/// Whether distances of a collection are cosines.
[[nodiscard]] bool by_cosine(const nlohmann::json& collection);
/// Of an answer to `page`.
[[nodiscard]] std::size_t count_of(const nlohmann::json& answer);
[[nodiscard]] std::string key_at(const nlohmann::json& answer, std::size_t place);
[[nodiscard]] Json metadata_at(const nlohmann::json& answer, std::size_t place);
/// With its vector when the answer has vectors.
[[nodiscard]] VectorRecord record_at(const nlohmann::json& answer, std::size_t place);
[[nodiscard]] std::vector<FoundRecord> found_in(const nlohmann::json& answer);

}  // namespace baton::inline v0::chroma
