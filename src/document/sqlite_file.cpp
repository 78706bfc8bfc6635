#include "document/sqlite_file.hpp"

#include <algorithm>
#include <climits>
#include <cstring>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

constexpr int steps_between_checks = 10'000;
/// The bytes that say whether the file has a write-ahead log (https://sqlite.org/fileformat2.html, 1.3).
constexpr std::size_t write_version = 18;
constexpr std::size_t header_bytes = 100;
constexpr char with_log = 2;

/// May not throw: it is called through C frames.
int ended(void* context) noexcept {
  try {
    static_cast<const Context*>(context)->check();
    return 0;
  } catch (...) {
    return 1;
  }
}

/// Reading is all that a statement may do.
int allow_reading(void*, int action, const char*, const char*, const char*, const char*) noexcept {
  const bool reads = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION;
  return reads ? SQLITE_OK : SQLITE_DENY;
}

std::string quoted_name(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string clean_text(const unsigned char* bytes, int size) {
  std::string text = sanitize_utf8({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
  std::ranges::replace(text, '\0', ' ');
  return text;
}

std::string value_text(sqlite3_stmt* row, int column) {
  const int type = sqlite3_column_type(row, column);
  if (type == SQLITE_NULL) return {};
  if (type == SQLITE_BLOB) return "(" + std::to_string(sqlite3_column_bytes(row, column)) + " bytes)";
  const unsigned char* const text = sqlite3_column_text(row, column);
  return text == nullptr ? std::string() : clean_text(text, sqlite3_column_bytes(row, column));
}

bool starts_with_words(std::string_view sql, std::string_view words) {
  return sqlite3_strnicmp(std::string(sql.substr(0, words.size())).c_str(), words.data(), static_cast<int>(words.size())) == 0;
}

/// Takes out the tables in which a virtual one keeps what it has: "NAME_content" and the like.
void drop_shadows(std::vector<SqliteTable>& tables) {
  std::vector<std::string> owners;
  for (const SqliteTable& table : tables) {
    if (table.is_virtual) owners.push_back(table.name + "_");
  }
  std::erase_if(tables, [&](const SqliteTable& table) {
    return std::ranges::any_of(owners, [&](const std::string& owner) { return table.name.starts_with(owner); });
  });
}

}  // namespace

SqliteFile::SqliteFile(std::string_view bytes, const Limits& limits, const Context& context)
    : limits_(limits), context_(context) {
  if (bytes.size() < header_bytes) throw Error(ErrorCode::data_corrupt, "it is no SQLite database: it is too short");
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  auto* const copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  if (code != SQLITE_OK || copy == nullptr) throw Error(ErrorCode::internal, "SQLite has no memory for the database");
  std::memcpy(copy, bytes.data(), bytes.size());
  // A database in memory has no log; what a log beside the file holds is not seen.
  if (copy[write_version] == with_log) copy[write_version] = copy[write_version + 1] = 1;
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  constexpr unsigned flags = SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE;
  if (sqlite3_deserialize(handle, "main", copy, size, size, flags) != SQLITE_OK) fail();
  harden();
}

void SqliteFile::harden() {
  sqlite3* const handle = handle_.get();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_exec(handle, "PRAGMA cell_size_check=1", nullptr, nullptr, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, static_cast<int>(std::min<std::size_t>(limits_.bytes, INT_MAX / 2)));
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_set_authorizer(handle, allow_reading, nullptr);
  sqlite3_progress_handler(handle, steps_between_checks, ended, const_cast<Context*>(&context_));
}

void SqliteFile::fail() {
  context_.check();
  const int code = sqlite3_errcode(handle_.get());
  const std::string reason = sanitize_utf8(sqlite3_errmsg(handle_.get()));
  if (code == SQLITE_TOOBIG) throw Error(ErrorCode::limit_exceeded, "a value is too large: raise limits.bytes to read it");
  if (code == SQLITE_AUTH) throw Error(ErrorCode::unsupported, "the table cannot be read without running what its file says: " + reason);
  throw Error(ErrorCode::data_corrupt, "the database cannot be read: " + reason);
}

SqliteFile::Statement SqliteFile::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail();
  return Statement(statement);
}

bool SqliteFile::step(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail();
  return false;
}

std::vector<SqliteTable> SqliteFile::tables() {
  std::vector<SqliteTable> tables;
  const Statement rows = prepare("SELECT name, sql FROM sqlite_schema WHERE type='table' ORDER BY name");
  while (step(rows.get())) {
    if (tables.size() >= limits_.items) throw Error(ErrorCode::limit_exceeded, "the database has more tables than limits.items");
    SqliteTable table{.name = value_text(rows.get(), 0)};
    if (starts_with_words(table.name, "sqlite_")) continue;
    table.is_virtual = starts_with_words(value_text(rows.get(), 1), "CREATE VIRTUAL");
    tables.push_back(std::move(table));
  }
  drop_shadows(tables);
  return tables;
}

TableRows SqliteFile::rows(const std::string& table, std::size_t most_bytes) {
  const Statement selected = prepare("SELECT * FROM main." + quoted_name(table));
  const int columns = sqlite3_column_count(selected.get());
  TableRows rows(1);
  for (int column = 0; column < columns; ++column) {
    const char* const name = sqlite3_column_name(selected.get(), column);
    rows[0].push_back(sanitize_utf8(name == nullptr ? "" : name));
  }
  std::size_t cells = 0;
  std::size_t bytes = 0;
  while (step(selected.get())) {
    cells += static_cast<std::size_t>(columns);
    if (cells > limits_.items) {
      throw Error(ErrorCode::limit_exceeded, "the table has more than " + std::to_string(limits_.items) +
                                                 " cells: raise limits.items to read it");
    }
    std::vector<std::string>& row = rows.emplace_back();
    for (int column = 0; column < columns; ++column) {
      row.push_back(value_text(selected.get(), column));
      bytes += row.back().size();
    }
    if (bytes > most_bytes)
      throw Error(ErrorCode::limit_exceeded, "the table has more than " + std::to_string(most_bytes) + " bytes: raise limits.bytes to read it");
  }
  return rows;
}

}  // namespace baton::inline v0::detail
