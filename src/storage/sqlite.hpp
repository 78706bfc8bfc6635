#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <sqlite3.h>

#include <baton/core/export.hpp>

namespace baton::inline v0::sqlite {

/// Bytes bound as a BLOB.
using Blob = std::span<const std::byte>;
/// A parameter of a statement whose text is put together at run time.
using Value = std::variant<std::int64_t, double, std::string>;

class Database;

/// One run of a prepared statement: its parameters are bound, its rows are read in order. Gives the
/// statement back when destroyed. Views of a row live until the next one.
class BATON_EXPORT Rows {
 public:
  Rows(Database& database, sqlite3_stmt* statement, bool owned);
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  void bind(int index, std::string_view text);
  void bind(int index, Blob bytes);
  void bind(int index, std::nullptr_t);

  /// Steps to the next row; false after the last.
  bool next();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] Blob blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  Database* database_;
  sqlite3_stmt* statement_;
  bool owned_;
};

/// One connection. Statements are prepared once and kept. Used by one thread at a time.
///
/// Every value goes in as a bound parameter; SQL text is always made of literals of ours.
class BATON_EXPORT Database {
 public:
  enum class Mode : std::uint8_t { read, write };

  /// Opens an existing file, or with `create` makes an empty one.
  Database(const std::filesystem::path& file, Mode mode, bool create);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Runs statements that have no parameters and whose rows are of no interest.
  void execute(const char* sql);

  template <class... Values>
  [[nodiscard]] Rows query(const char* sql, const Values&... values) {
    Rows rows = prepare(sql);
    int index = 0;
    (rows.bind(++index, values), ...);
    return rows;
  }
  /// The same for a text that is put together, which is not kept.
  [[nodiscard]] Rows query_once(const std::string& sql, std::span<const Value> values);
  /// Runs a statement to its end.
  template <class... Values>
  void run(const char* sql, const Values&... values) {
    Rows rows = query(sql, values...);
    while (rows.next()) {
    }
  }
  /// The first column of the only row.
  template <class... Values>
  [[nodiscard]] std::int64_t integer(const char* sql, const Values&... values) {
    Rows rows = query(sql, values...);
    return rows.next() ? rows.integer(0) : 0;
  }

  /// Copies the whole database, as one transaction sees it, into the empty or missing `file` while others go on
  /// reading and writing. `progress(done, total)` counts pages and may throw to stop.
  void copy_to(const std::filesystem::path& file,
               const std::function<void(std::size_t done, std::size_t total)>& progress);
  /// Rewrites the file without what was deleted and empties the log, so that no deleted byte is left in either.
  /// Only for the writer, outside of a transaction. Throws `busy` when a reader still needs the log: call again.
  void vacuum();

  [[nodiscard]] std::int64_t last_id() const;
  /// For what SQLite offers beside statements.
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// Throws what `code` means when it is not a success.
  void check(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  [[nodiscard]] Rows prepare(const char* sql);
  [[nodiscard]] sqlite3_stmt* compile(const char* sql);

  std::filesystem::path path_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
};

/// Makes the file for its owner alone where there is none, because SQLite would let everybody read it; gives `file`.
BATON_EXPORT const std::string& made_private(const std::string& file);

/// A transaction that is undone unless it is committed.
class BATON_EXPORT Transaction {
 public:
  enum class Kind : std::uint8_t { read, write };

  Transaction(Database& database, Kind kind);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database* database_;
  bool open_ = true;
};

}  // namespace baton::inline v0::sqlite
