#include "guard.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <string_view>

#include <baton/core/error.hpp>

#include "core/ascii.hpp"

namespace baton::inline v0::sql_detail {
namespace {

// Functions that compute from their arguments, and make no more of them than their arguments are. Sorted.
constexpr auto harmless_functions = std::to_array<std::string_view>(
    {"->",         "->>",          "abs",        "avg",        "ceil",      "ceiling",      "char",     "coalesce",
     "count",      "cume_dist",    "current_date", "current_time", "current_timestamp", "date", "datetime", "dense_rank",
     "exp",        "first_value",  "floor",      "glob",       "group_concat", "hex",       "ifnull",   "iif",
     "instr",      "json_array_length", "json_extract", "json_type", "julianday", "lag",    "last_value", "lead",
     "length",     "like",         "ln",         "log",        "log10",     "log2",         "lower",    "ltrim",
     "max",        "min",          "mod",        "nth_value",  "ntile",     "nullif",       "octet_length", "percent_rank",
     "pow",        "power",        "quote",      "rank",       "replace",   "round",        "row_number", "rtrim",
     "sign",       "sqrt",         "strftime",   "string_agg", "substr",    "substring",    "sum",      "time",
     "timediff",   "total",        "trim",       "trunc",      "typeof",    "unicode",      "unixepoch", "upper"});
static_assert(std::ranges::is_sorted(harmless_functions));

std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

}  // namespace

bool Guard::may_read(const std::string& table, const std::string& column, const std::string& through) {
  // What a listed view reads, it may read; that no subquery took its name is `refuse_borrowed_names`'s part.
  if (!through.empty() && readable_->views.contains(through)) return true;
  const auto found = readable_->columns.find(table);
  if (found == readable_->columns.end()) {
    refused_ = "there is no table '" + table + "' that may be read";
    return false;
  }
  // SQLite names no column when only rows are counted.
  if (column.empty() || found->second.contains(column)) return true;
  refused_ = "the column '" + column + "' of '" + table + "' may not be read";
  return false;
}

bool Guard::allows(int action, const std::string& first, const std::string& second, const std::string& through) {
  switch (action) {
    case SQLITE_SELECT:
      return true;
    case SQLITE_READ:
      return may_read(first, second, through);
    case SQLITE_FUNCTION:
      if (std::ranges::binary_search(harmless_functions, ascii::lower(second))) return true;
      refused_ = "the function '" + second + "' may not be used";
      return false;
    case SQLITE_RECURSIVE:
      refused_ = "recursive queries may not be used";
      return false;
    default:
      refused_ = "only a SELECT may be used";
      return false;
  }
}

int Guard::authorize(void* self, int action, const char* first, const char* second, const char*,
                     const char* through) noexcept {
  try {
    const bool allowed = static_cast<Guard*>(self)->allows(action, text_or_empty(first), text_or_empty(second),
                                                           text_or_empty(through));
    return allowed ? SQLITE_OK : SQLITE_DENY;
  } catch (...) {
    return SQLITE_DENY;
  }
}

Connection open_for_reading(const std::string& file) {
  if (!std::filesystem::exists(file)) {
    throw Error(ErrorCode::not_found, "there is no database '" + file + "': check the path");
  }
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(handle);
  if (code != SQLITE_OK) {
    throw Error(ErrorCode::io_error, "the database '" + file + "' cannot be opened: check its permissions");
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 1'000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return connection;
}

void limit_statements(sqlite3* connection, std::size_t max_bytes) {
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, static_cast<int>(std::min(max_bytes, most)));
  sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 20'000);
  sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit(connection, SQLITE_LIMIT_COMPOUND_SELECT, 20);
  sqlite3_limit(connection, SQLITE_LIMIT_COLUMN, 200);
  sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1'000);
  sqlite3_limit(connection, SQLITE_LIMIT_VARIABLE_NUMBER, 0);
}

}  // namespace baton::inline v0::sql_detail
