#include "document/postgres/table_reader.hpp"

#include <chrono>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "document/load_budget.hpp"

namespace baton::inline v0::detail {
namespace {

using postgres::Rows;
using postgres::Value;

constexpr std::chrono::seconds give_up_within(5);
constexpr std::size_t rows_at_once = 1000;
// Of the catalogue pg_type; they are part of the protocol and never change.
constexpr unsigned type_bool = 16;
constexpr unsigned type_bytea = 17;

constexpr const char* all_tables =
    "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND n.nspname <> 'information_schema' "
    "AND n.nspname !~ '^pg_' AND c.relname !~ '^baton_(vector|memory)' ORDER BY 1, 2 LIMIT $1::bigint";

/// Name, whether it is binary, place in the primary key, and whether the table has heirs whose rows are not its own.
constexpr const char* columns_of_table =
    "SELECT a.attname, a.atttypid = 'pg_catalog.bytea'::pg_catalog.regtype, "
    "coalesce(pg_catalog.array_position(i.indkey::int2[], a.attnum) + 1, 0), c.relkind = 'r' "
    "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary "
    "WHERE n.nspname = $1::text AND c.relname = $2::text AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

/// Reads all columns as text, of which no cell is longer than a row may be.
std::string select_table(const PostgresTable& table, const Rows& columns, std::size_t max_bytes) {
  std::string cells;
  std::vector<std::string> key(columns.size() + 1);
  for (std::size_t row = 0; row < columns.size(); ++row) {
    const std::string name = identifier(columns.text(row, 0));
    if (!cells.empty()) cells += ", ";
    cells += columns.flag(row, 1) ? "'(' || pg_catalog.octet_length(" + name + ") || ' bytes)'"
                                  : "pg_catalog.left(" + name + "::text, " + std::to_string(max_bytes + 1) + ")";
    cells += " AS " + name;
    const auto place = static_cast<std::size_t>(columns.integer(row, 2));
    if (place > 0 && place < key.size()) key[place] = "t." + name;
  }
  const bool own = columns.flag(0, 3);
  std::string sql = "SELECT " + cells + " FROM " + (own ? "ONLY " : "") + identifier(table.schema) + "." + identifier(table.name) + " AS t";
  std::string order;
  for (const std::string& column : key) {
    if (!column.empty()) order += (order.empty() ? " ORDER BY " : ", ") + column;
  }
  return sql + order;
}

std::string cell_text(const Rows& row, int column) {
  if (row.is_null(0, column)) return {};
  if (row.type(column) == type_bytea) return "(" + std::to_string(row.bytes(0, column).size()) + " bytes)";
  if (row.type(column) == type_bool) return row.flag(0, column) ? "true" : "false";
  return sanitize_utf8(row.text(0, column));
}

}  // namespace

TableReader::TableReader(const PostgresLoadOptions& options, const Context& context)
    : options_(options), context_(context), connection_(std::string(options.address.reveal()), context) {
  connection_.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {}, within());
  connection_.run("SAVEPOINT baton_start", {}, within());
}

std::vector<PostgresTable> TableReader::tables() {
  const auto rows = connection_.run(all_tables, {static_cast<std::int64_t>(options_.max_tables) + 1}, within());
  std::vector<PostgresTable> tables;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    tables.push_back({.name = std::string(rows.text(row, 1)), .schema = std::string(rows.text(row, 0))});
  }
  return tables;
}

void TableReader::open(const PostgresTable& table) {
  const auto columns = connection_.run(columns_of_table, {table.schema, table.name}, within());
  const std::string title = part_name(table.schema + "." + table.name);
  if (columns.size() == 0) throw Error(ErrorCode::not_found, "the database has no table '" + title + "' with columns that this user sees");
  open(title, select_table(table, columns, options_.max_row_bytes), {});
}

void TableReader::open(const PostgresQuery& query) {
  std::vector<Value> values;
  for (const auto& value : query.values) values.push_back(value ? Value(*value) : Value(nullptr));
  try {
    open(part_name(query.name), query.sql, values);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::internal) throw;
    throw Error(ErrorCode::invalid_argument, "PostgresQuery::sql is not understood: " + std::string(error.what()));
  }
}

void TableReader::open(std::string title, const std::string& sql, const std::vector<Value>& values) {
  title_ = std::move(title);
  page_.clear();
  rows_ = 0;
  // A cursor is refused for what is no SELECT or changes something, and `begin` takes one statement only.
  connection_.begin("DECLARE baton_rows NO SCROLL CURSOR FOR " + sql, values, within());
  static_cast<void>(connection_.next(within()));
  fetch(within());
  more_ = true;
}

/// The server makes all rows of one FETCH before it sends the first.
void TableReader::fetch(const Context& limited) {
  connection_.begin("FETCH FORWARD " + std::to_string(rows_at_once) + " FROM baton_rows", {}, limited);
  fetched_ = 0;
}

std::size_t TableReader::read_row(const Context& limited) {
  Rows row = connection_.next(limited);
  if (row.size() == 0 && fetched_ == rows_at_once) {
    fetch(limited);
    row = connection_.next(limited);
  }
  more_ = row.size() != 0;
  if (row.columns() == 0) throw Error(ErrorCode::unsupported, "the rows have no columns");
  if (page_.empty()) {
    std::vector<std::string>& head = page_.emplace_back();
    for (int column = 0; column < row.columns(); ++column) head.push_back(sanitize_utf8(row.name(column)));
  }
  if (!more_) return 0;
  ++fetched_;
  if (++rows_ > options_.max_rows) {
    throw Error(ErrorCode::limit_exceeded, "it has more than " + std::to_string(options_.max_rows) +
                                               " rows: raise PostgresLoadOptions::max_rows to read them");
  }
  std::size_t bytes = 0;
  std::vector<std::string>& cells = page_.emplace_back();
  for (int column = 0; column < row.columns(); ++column) bytes += cells.emplace_back(cell_text(row, column)).size() + 1;
  if (bytes > options_.max_row_bytes) {
    throw Error(ErrorCode::limit_exceeded, "row " + std::to_string(rows_) + " has more than " + std::to_string(options_.max_row_bytes) +
                                               " bytes: raise PostgresLoadOptions::max_row_bytes, or read less of it by a query");
  }
  return bytes;
}

std::optional<Document> TableReader::next() {
  if (!more_) return std::nullopt;
  const std::size_t first_row = rows_ + 1;
  const Context limited = within();
  for (std::size_t bytes = 0; more_ && bytes < options_.document_bytes;) bytes += read_row(limited);
  if (!more_) connection_.run("CLOSE baton_rows", {}, limited);
  if (first_row > 1 && page_.size() == 1) return std::nullopt;  // the last page was full
  Document document{.source = part_name(options_.name) + "!/" + title_,
                    .text = table_text(page_, std::numeric_limits<std::size_t>::max()).text,
                    .media_type = "text/markdown",
                    .title = title_,
                    .metadata = nlohmann::json{{"table", title_}, {"first_row", first_row}}};
  if (first_row > 1) document.source += "!/" + std::to_string(first_row);
  page_.resize(1);
  return document;
}

void TableReader::give_up() {
  more_ = false;
  const Context soon = Context().with_timeout(give_up_within);
  connection_.abandon(soon);
  connection_.run("ROLLBACK TO SAVEPOINT baton_start", {}, soon);
}

}  // namespace baton::inline v0::detail
