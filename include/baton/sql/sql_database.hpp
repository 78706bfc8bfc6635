#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// A table, or view, that may be read.
struct SqlTable {
  std::string name;
  std::vector<std::string> columns = {};  ///< that may be read; empty: all
  std::string description = {};           ///< for a model that writes SQL
};

/// What statements may read, and how much they may do.
struct SqlPolicy {
  std::vector<SqlTable> tables;  ///< nothing else exists for a statement
  std::size_t max_rows = 1'000;
  std::size_t max_bytes = std::size_t{1} << 20;  ///< of all values of a result, and of any value in between
  std::chrono::milliseconds max_time{5'000};
};

/// NULL, an integer, a number, or text. Blobs are given as text "x'…'" in hexadecimal.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

struct SqlRows {
  std::vector<std::string> columns;
  std::vector<std::vector<SqlValue>> rows;
  bool truncated = false;  ///< there were more rows than the policy allows
};

/// A SQLite file for statements that nobody wrote by hand: a model's, for instance.
///
/// The file is opened for reading, and every statement is compiled under an authorizer that knows the listed tables and
/// columns, a list of harmless functions, and nothing else: no other table, schema table, PRAGMA, ATTACH, virtual
/// table, extension or recursive query. One statement, which must be a SELECT, at a time. Rows, bytes and time are bounded;
/// cancellation and the deadline reach into a running statement. Thread-safe: each call has a connection of its own.
///
/// Errors of `query`: `invalid_argument` with SQLite's message for a statement that is wrong, `permission_denied` for one
/// that reads what it may not, `limit_exceeded` for one that does too much. Each says what to change, so that
/// a model can.
///
///     auto shop = SqlDatabase::open("shop.db", {.tables = {{"products"}, {"orders", {"id", "product", "day"}}}});
///     SqlRows rows = sync_wait(shop->query("SELECT name FROM products WHERE price < 5", {}));
class BATON_EXPORT SqlDatabase {
 public:
  /// Throws `not_found` for a file, table or column that does not exist, `invalid_argument` for a policy without tables or
  /// with a limit of 0, `data_corrupt` for a file that is no database.
  [[nodiscard]] static std::shared_ptr<const SqlDatabase> open(std::string file, SqlPolicy policy);
  SqlDatabase(const SqlDatabase&) = delete;
  SqlDatabase& operator=(const SqlDatabase&) = delete;
  ~SqlDatabase();

  [[nodiscard]] Task<SqlRows> query(std::string sql, Context context) const;

  /// What a model is told of the tables: names, types and descriptions, of what may be read.
  [[nodiscard]] const std::string& schema() const noexcept;

 private:
  struct Impl;
  explicit SqlDatabase(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

/// The rows as text, at most `most` of them and as many as are begun within `most_bytes`: names and values between " | ",
/// one row a line. A value of more than 1,000 bytes is cut and ends with "…".
[[nodiscard]] BATON_EXPORT std::string to_text(const SqlRows& rows, std::size_t most = 50,
                                               std::size_t most_bytes = 20'000);

}  // namespace baton::inline v0
