#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

struct PostgresStoreOptions {
  Secret address{};                    ///< a connection string or URL of libpq
  std::string collection = "records";  ///< 1 to 40 lower-case letters, digits and '_'
  std::size_t idle_connections = 4;    ///< kept open between calls
  /// Search by pgvector's HNSW graph (0.8 or later, at most 2,000 dimensions) instead of comparing all that fit. It is
  /// made once, with the first store of the collection that is opened so. It may miss some; with a filter, or beside
  /// other namespaces, it looks at 20,000 records or what the server's `hnsw.max_scan_tuples` says and gives what fits.
  bool graph = false;
};

/// Keeps records in a table `baton_vectors_COLLECTION` of a Postgres database, made in the first schema of the search
/// path when it is missing.
///
/// Where the server has the extension pgvector it is used (and made in the database, for which the user needs the
/// right), and vectors have at most 16,000 dimensions; elsewhere vectors are arrays, compared by SQL, which is much
/// slower. All vectors that fit are compared, unless a graph is asked for. Vectors are kept with length 1. Filters are SQL with every
/// key and value bound; equality uses an index. Words are found by their forms in the collection's languages, which the server
/// keeps as a `tsvector`, of as many of a text's first words as one takes (a megabyte), and are ranked by its `ts_rank`.
///
/// An `upsert` is one transaction. Work runs on the runtime's blocking threads, one connection for each call; a stop
/// or deadline cancels the statement on the server, and a lost connection is replaced by the next call.
///
/// Not part of `baton::baton` where libpq was not found: link `baton::index_postgres`. Throws `invalid_argument`,
/// `connection_failed`, `unsupported` for a graph without pgvector or for too many dimensions, `permission_denied` when something is missing and may not be made, `schema_mismatch` for a
/// collection of another embedder or of other languages, `version_mismatch` for one of another version of baton.
///
///     auto store = sync_wait(open_postgres_store({.address = Secret::from_env("DATABASE_URL")}, {.embedder = info}, context));
[[nodiscard]] BATON_EXPORT Task<std::shared_ptr<VectorStore>> open_postgres_store(PostgresStoreOptions server,
                                                                                 VectorStoreOptions options,
                                                                                 Context context);

}  // namespace baton::inline v0
