#include "run_select.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "view_names.hpp"

namespace baton::inline v0::sql_detail {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int steps_between_looks = 1'000;  // of SQLite's machine: well below a millisecond

/// Whether a statement must stop, asked while it is compiled and run.
struct Watch {
  const Context* context;
  Clock::time_point end;

  [[nodiscard]] bool over() const {
    return context->stop_token().stop_requested() || Clock::now() >= std::min(end, context->deadline());
  }
  static int ask(void* self) noexcept { return static_cast<Watch*>(self)->over() ? 1 : 0; }
};

[[noreturn]] void fail(sqlite3* connection, const Guard& guard, const Watch& watch, const SqlPolicy& policy) {
  watch.context->check();
  const std::string message = sqlite3_errmsg(connection);
  switch (sqlite3_errcode(connection) & 0xff) {
    case SQLITE_AUTH:
      throw Error(ErrorCode::permission_denied, guard.refused().empty() ? message : guard.refused());
    case SQLITE_INTERRUPT:
      throw Error(ErrorCode::limit_exceeded, "the statement took longer than " +
                                                 std::to_string(policy.max_time.count()) + " ms: ask for less");
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      throw Error(ErrorCode::limit_exceeded, "the statement or a value in it is too large: ask for less");
    case SQLITE_BUSY:
      throw Error(ErrorCode::busy, "another process is writing to the database: call again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Error(ErrorCode::data_corrupt, "the file is no SQLite database, or damaged: " + message);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      throw Error(ErrorCode::io_error, "the database cannot be read: " + message);
    default:
      // A column that is refused is reported as one that does not exist, where that is how SQLite found it.
      throw Error(guard.refused().empty() ? ErrorCode::invalid_argument : ErrorCode::permission_denied,
                  guard.refused().empty() ? "SQLite says: " + message : guard.refused());
  }
}

/// Refuses what is not exactly one SELECT.
Statement compile(sqlite3* connection, const std::string& text, const Guard& guard, const Watch& watch,
                  const SqlPolicy& policy) {
  const auto refuse = [](const char* message) { throw Error(ErrorCode::invalid_argument, message); };
  if (!is_utf8(text) || text.find('\0') != std::string::npos) refuse("the statement is not UTF-8 without NUL");
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int length = static_cast<int>(std::min<std::size_t>(text.size() + 1, 1'000'000));
  if (sqlite3_prepare_v2(connection, text.c_str(), length, &raw, &rest) != SQLITE_OK) {
    fail(connection, guard, watch, policy);
  }
  Statement statement(raw);
  if (!statement) refuse("there is no statement: write one SELECT");
  if (sqlite3_stmt_readonly(raw) == 0 || sqlite3_stmt_isexplain(raw) != 0 || sqlite3_column_count(raw) == 0) {
    refuse("only a SELECT may be used");
  }
  while (*rest != '\0') {
    sqlite3_stmt* more = nullptr;
    const int code = sqlite3_prepare_v2(connection, rest, -1, &more, &rest);
    const Statement another(more);
    if (code != SQLITE_OK || another) refuse("only one statement may be used");
  }
  return statement;
}

std::string hex_of(const void* bytes, int count) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text = "x'";
  const auto* each = static_cast<const unsigned char*>(bytes);
  for (int i = 0; i < count; ++i) {
    text += digits[each[i] >> 4U];
    text += digits[each[i] & 15U];
  }
  return text + '\'';
}

SqlValue value_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return std::monostate();
    case SQLITE_BLOB:
      return hex_of(sqlite3_column_blob(statement, column), sqlite3_column_bytes(statement, column));
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return sanitize_utf8(text == nullptr ? std::string_view() : std::string_view(text, size));
    }
  }
}

std::size_t bytes_of(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return sizeof(SqlValue) + (text == nullptr ? 0 : text->size());
}

SqlRows read_rows(sqlite3* connection, sqlite3_stmt* statement, const Guard& guard, const Watch& watch,
                  const SqlPolicy& policy) {
  SqlRows result;
  const int columns = sqlite3_column_count(statement);
  for (int i = 0; i < columns; ++i) {
    const char* name = sqlite3_column_name(statement, i);
    result.columns.emplace_back(name == nullptr ? "" : name);
  }
  std::size_t bytes = 0;
  while (true) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return result;
    if (code != SQLITE_ROW) fail(connection, guard, watch, policy);
    std::vector<SqlValue> row;
    for (int i = 0; i < columns; ++i) {
      row.push_back(value_at(statement, i));
      bytes += bytes_of(row.back());
    }
    if (result.rows.size() == policy.max_rows || bytes > policy.max_bytes) {
      result.truncated = true;
      return result;
    }
    result.rows.push_back(std::move(row));
  }
}

}  // namespace

SqlRows run_select(const std::string& file, const std::string& statement_text, const Readable& readable,
                   const SqlPolicy& policy, const Context& context) {
  context.check();
  const Connection connection = open_for_reading(file);
  Watch watch{&context, Clock::now() + policy.max_time};
  Guard guard(readable);
  limit_statements(connection.get(), policy.max_bytes);
  sqlite3_progress_handler(connection.get(), steps_between_looks, &Watch::ask, &watch);
  sqlite3_set_authorizer(connection.get(), &Guard::authorize, &guard);
  const Statement statement = compile(connection.get(), statement_text, guard, watch, policy);
  refuse_borrowed_names(statement_text, readable);
  return read_rows(connection.get(), statement.get(), guard, watch, policy);
}

}  // namespace baton::inline v0::sql_detail
