#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include <baton/core/context.hpp>
#include <baton/core/limits.hpp>

#include "document/table_text.hpp"

namespace baton::inline v0::detail {

/// What a database declares.
struct SqliteTable {
  std::string name;
  bool is_virtual = false;  ///< made by a module, whose code would be run to read it
};

/// An SQLite database that somebody else wrote, read from memory: nothing is written, no trigger, view or
/// module of it is run, and functions in it are those SQLite calls harmless. Used by one thread.
class SqliteFile {
 public:
  /// Copies `bytes`. Throws `data_corrupt` for what is no database.
  SqliteFile(std::string_view bytes, const Limits& limits, const Context& context);
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  /// Without those of SQLite, and without the ones in which a virtual table keeps its own.
  [[nodiscard]] std::vector<SqliteTable> tables();
  /// The names of the columns and all rows: text and numbers as they are, "(12 bytes)" for a BLOB. More cells
  /// than `limits.items` are `limit_exceeded`, and so is text beyond `most_bytes`.
  [[nodiscard]] TableRows rows(const std::string& table, std::size_t most_bytes);

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  void harden();
  [[nodiscard]] Statement prepare(const std::string& sql);
  [[nodiscard]] bool step(sqlite3_stmt* statement);
  [[noreturn]] void fail();

  const Limits& limits_;
  const Context& context_;
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace baton::inline v0::detail
