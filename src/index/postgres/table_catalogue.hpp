#pragma once

#include <string>

#include <baton/core/context.hpp>
#include <baton/index/vector_store.hpp>

#include "index/postgres/record_table.hpp"
#include "postgres/connection.hpp"

namespace baton::inline v0 {

/// The table of a collection, made when it is missing, with its line in the table `baton_vector_stores`, and with a graph
/// when that is wanted. Blocks, and
/// belongs into a transaction. Throws what `open_postgres_store` says.
[[nodiscard]] RecordTable open_record_table(postgres::Connection& connection, const std::string& collection,
                                            bool graph, const VectorStoreOptions& options, const Context& context);

/// Throws `schema_mismatch` when somebody else rebuilt the collection since it was opened, and keeps them from doing so
/// for the rest of the transaction.
void hold_record_table(postgres::Connection& connection, const RecordTable& table, const std::string& collection,
                       const EmbedderInfo& embedder, const Context& context);

}  // namespace baton::inline v0
