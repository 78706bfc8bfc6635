#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/document/postgres_loader.hpp>

#include "document/table_text.hpp"
#include "postgres/connection.hpp"

namespace baton::inline v0::detail {

/// Reads the rows of one table or query after the other as documents, within one transaction that may only read.
/// Blocks; used by one thread at a time. `options` and `context` must outlive it.
class TableReader {
 public:
  TableReader(const PostgresLoadOptions& options, const Context& context);

  /// The tables of the database that hold rows of their own, in the order of their names.
  [[nodiscard]] std::vector<PostgresTable> tables();
  /// Begins to read a table. Throws `not_found` for one without columns.
  void open(const PostgresTable& table);
  void open(const PostgresQuery& query);
  /// The next document of what was opened, or none behind the last.
  [[nodiscard]] std::optional<Document> next();
  /// Of what was opened, so far.
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  /// After an error: gives up what was opened, so that another can be. Throws when the connection is of no more use.
  void give_up();

 private:
  void open(std::string title, const std::string& sql, const std::vector<postgres::Value>& values);
  void fetch(const Context& limited);
  /// How many bytes the row has; 0 behind the last.
  [[nodiscard]] std::size_t read_row(const Context& limited);
  [[nodiscard]] Context within() const { return context_.with_timeout(options_.timeout); }

  const PostgresLoadOptions& options_;
  const Context& context_;
  postgres::Connection connection_;
  std::string title_;  ///< of what is open
  TableRows page_;     ///< the head, and rows that are no document yet
  std::size_t rows_ = 0;
  std::size_t fetched_ = 0;  ///< rows of the FETCH that runs
  bool more_ = false;
};

}  // namespace baton::inline v0::detail
