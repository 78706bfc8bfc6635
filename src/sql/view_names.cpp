#include "view_names.hpp"

#include <cstddef>

#include <baton/core/error.hpp>

#include "table_schema.hpp"

namespace baton::inline v0::sql_detail {
namespace {

/// Allows everything and keeps the names through which it is done.
int collect_through(void* names, int, const char*, const char*, const char*, const char* through) noexcept {
  try {
    if (through != nullptr) static_cast<NameSet*>(names)->insert(through);
    return SQLITE_OK;
  } catch (...) {
    return SQLITE_DENY;
  }
}

NameSet names_in(sqlite3* connection, const std::string& statement_text) {
  NameSet names;
  sqlite3_set_authorizer(connection, &collect_through, &names);
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(connection, statement_text.c_str(), -1, &raw, nullptr);
  const Statement statement(raw);
  sqlite3_set_authorizer(connection, nullptr, nullptr);
  if (code == SQLITE_OK) return names;
  throw Error(ErrorCode::invalid_argument, std::string("SQLite says: ") + sqlite3_errmsg(connection));
}

/// An empty database in which all that is readable is a table.
Connection made_of_tables(const Readable& readable) {
  std::string tables;
  for (const auto& [name, columns] : readable.columns) {
    if (sqlite3_strnicmp(name.c_str(), "sqlite_", 7) == 0) continue;
    tables += "CREATE TABLE " + quoted(name);
    char before = '(';
    for (const std::string& column : columns) {
      tables += before + quoted(column);
      before = ',';
    }
    tables += ");";
  }
  sqlite3* handle = nullptr;
  const bool open = sqlite3_open(":memory:", &handle) == SQLITE_OK;
  Connection connection(handle);
  if (open && sqlite3_exec(handle, tables.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return connection;
  throw Error(ErrorCode::internal, std::string("the readable tables cannot be described: ") + sqlite3_errmsg(handle));
}

}  // namespace

NameSet view_names(sqlite3* connection, const std::string& table) {
  return names_in(connection, "SELECT * FROM " + quoted(table));
}

void refuse_borrowed_names(const std::string& statement_text, const Readable& readable) {
  if (readable.views.empty()) return;
  // Where there are no views, only subqueries of the statement are read through.
  const Connection connection = made_of_tables(readable);
  for (const std::string& name : names_in(connection.get(), statement_text)) {
    if (!readable.views.contains(name)) continue;
    throw Error(ErrorCode::permission_denied, "'" + name + "' is the name of a view: give the subquery another name");
  }
}

}  // namespace baton::inline v0::sql_detail
