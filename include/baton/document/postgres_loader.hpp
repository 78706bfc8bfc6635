#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/document/document.hpp>
#include <baton/document/loader.hpp>

namespace baton::inline v0 {

/// A table or view of a database.
struct PostgresTable {
  std::string name;
  std::string schema = "public";
};

/// A SELECT of the application's own. Never pass one that a model wrote: it may call functions that do more than read.
struct PostgresQuery {
  std::string name;  ///< what its documents are named by
  std::string sql;   ///< one statement; `$1` … stand for the values
  std::vector<std::optional<std::string>> values = {};  ///< bound as text, none for NULL
};

/// How far the run is.
struct PostgresProgress {
  std::string table;           ///< "schema.name", or the query's name
  std::size_t rows = 0;        ///< of it, so far
  std::size_t done = 0;        ///< tables and queries that are finished
  std::size_t total = 0;       ///< tables and queries
};

struct PostgresLoadOptions {
  Secret address{};                         ///< a connection string or URL of libpq
  std::string name = "postgres";            ///< what the sources of the documents begin with
  std::vector<PostgresTable> tables = {};   ///< read before the queries
  std::vector<PostgresQuery> queries = {};  ///< without tables and queries: all tables
  std::size_t document_bytes = std::size_t{256} << 10;  ///< about so much of a table becomes one document
  std::size_t max_row_bytes = std::size_t{1} << 20;
  std::size_t max_rows = 10'000'000;  ///< of one table
  std::size_t max_tables = 10'000;
  std::chrono::milliseconds timeout{60'000};  ///< for the rows of one document, and for each question beside them
  /// Called after each document and at the end of each table. May throw to stop.
  std::function<void(const PostgresProgress&)> on_progress = {};
};

/// Receives one document after the other; the next is read when it is done.
using TakeDocument = std::function<Task<void>(Document document)>;

struct PostgresLoaded {
  std::size_t documents = 0;
  std::size_t rows = 0;
  std::vector<SkippedPart> skipped = {};  ///< tables and queries that failed, perhaps behind some documents
};

/// Gives the tables of a Postgres database, or what queries find in it, as documents: Markdown tables as of an SQLite
/// file. The source is "NAME!/schema.table"; a long table goes on in "NAME!/schema.table!/ROW", where ROW counts from 1,
/// with the metadata "table" and "first_row".
///
/// All is read in one transaction that may only read and sees one state of the database. Rows come one by one, so that
/// the size of a table does not matter. A table's rows are in the order of its primary key, so that the documents of an
/// unchanged table are the same at every run. "All tables" are those, and the materialised views, that hold rows of
/// their own, without the system's and this library's. Of a BYTEA only the size is shown.
///
/// A table that cannot be read, or has a row or more rows than the options allow, is in `skipped` and does not stop the
/// run. Throws `invalid_argument`, `connection_failed`, what `take` throws, `cancelled` and `deadline_exceeded`, which
/// cancel the statement on the server.
///
/// Not part of `baton::baton` where libpq was not found: link `baton::document_postgres`.
[[nodiscard]] BATON_EXPORT Task<PostgresLoaded> load_postgres(PostgresLoadOptions options, TakeDocument take, Context context);

}  // namespace baton::inline v0
