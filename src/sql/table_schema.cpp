#include "table_schema.hpp"

#include <algorithm>

#include <baton/core/error.hpp>

namespace baton::inline v0::sql_detail {
namespace {

struct Column {
  std::string name;
  std::string type;
};

std::vector<Column> columns_of(sqlite3* connection, const std::string& table) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(connection, "SELECT name, type FROM pragma_table_info(?)", -1, &raw, nullptr);
  const Statement statement(raw);
  const auto check = [&](bool fine) {
    if (fine) return;
    throw Error(ErrorCode::data_corrupt,
                std::string("the file is no SQLite database, or damaged: ") + sqlite3_errmsg(connection));
  };
  check(code == SQLITE_OK);
  sqlite3_bind_text(raw, 1, table.data(), static_cast<int>(table.size()), SQLITE_TRANSIENT);
  const auto text_at = [&](int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw, column));
    return text == nullptr ? std::string() : std::string(text);
  };
  std::vector<Column> columns;
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(raw)) == SQLITE_ROW) columns.push_back({text_at(0), text_at(1)});
  check(step == SQLITE_DONE);
  return columns;
}

/// A name as a person would write it.
std::string plain_or_quoted(const std::string& name) {
  const bool plain = !name.empty() && std::ranges::all_of(name, [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return plain && (name[0] < '0' || name[0] > '9') ? name : quoted(name);
}

}  // namespace

std::string quoted(const std::string& name) {
  std::string result = "\"";
  for (const char c : name) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + '"';
}

ReadableTable readable_table(sqlite3* connection, const SqlTable& table) {
  const std::vector<Column> columns = columns_of(connection, table.name);
  if (columns.empty()) throw Error(ErrorCode::not_found, "there is no table '" + table.name + "' in the database");
  NameSet wanted(table.columns.begin(), table.columns.end());
  ReadableTable result;
  result.shown = plain_or_quoted(table.name) + '(';
  for (const Column& column : columns) {
    if (!table.columns.empty() && wanted.erase(column.name) == 0) continue;
    if (!result.columns.empty()) result.shown += ", ";
    result.columns.insert(column.name);
    result.shown += plain_or_quoted(column.name) + (column.type.empty() ? "" : ' ' + column.type);
  }
  if (!wanted.empty()) {
    throw Error(ErrorCode::not_found, "the table '" + table.name + "' has no column '" + *wanted.begin() + "'");
  }
  result.shown += ')';
  if (!table.description.empty()) result.shown += "  -- " + table.description;
  return result;
}

}  // namespace baton::inline v0::sql_detail
