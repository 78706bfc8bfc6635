#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/index/vector_store.hpp>

#include "storage/sqlite.hpp"

namespace baton::inline v0 {

/// The records of namespaces as rows of a store: a record is a chunk with a name, its source a document.

/// Adds a record, or replaces the one of that id. Call within a transaction.
void put_row(sqlite::Database& database, const std::string& space, const VectorRecord& record);
/// Removes the selected records, and sources without any.
void remove_rows(sqlite::Database& database, const std::string& space, const RecordSelection& selection);
/// The record of that name with its vector of `dimensions`; nothing when there is none.
[[nodiscard]] std::optional<VectorRecord> find_row(sqlite::Database& database, const std::string& space,
                                                   const std::string& name, std::size_t dimensions);
/// The record that is the chunk `id`, without its vector.
[[nodiscard]] std::optional<VectorRecord> row_of_chunk(sqlite::Database& database, std::int64_t id);
[[nodiscard]] RecordPage list_rows(sqlite::Database& database, const std::string& space,
                                   const PageRequest& request);

}  // namespace baton::inline v0
