#include "record_rows.hpp"

#include <span>
#include <utility>

#include "filter_sql.hpp"
#include "record_check.hpp"
#include "store_impl.hpp"

namespace baton::inline v0 {
namespace {

using sqlite::Database;

constexpr const char* row_of_name =
    "SELECT c.name, d.source, c.text, c.metadata, v.value FROM chunks c JOIN documents d ON d.id=c.document "
    "LEFT JOIN vectors v ON v.id=c.id WHERE c.namespace=? AND c.name=?";
constexpr const char* row_of_id =
    "SELECT c.name, d.source, c.text, c.metadata FROM chunks c JOIN documents d ON d.id=c.document "
    "WHERE c.id=? AND c.name IS NOT NULL";
constexpr const char* rows_within =
    "SELECT c.name, d.source, c.text, c.metadata FROM chunks c JOIN documents d ON d.id=c.document "
    "WHERE c.namespace=? AND c.name>? AND ";
constexpr const char* new_document =
    "INSERT INTO documents(namespace, source, sha256, size, modified_ns, inode, media_type, title, skipped) "
    "VALUES(?,?,'',0,0,0,'','','') ON CONFLICT DO NOTHING";
constexpr const char* new_chunk =
    "INSERT INTO chunks(document, namespace, name, title, heading, text, first_byte, end_byte, first_line, last_line, "
    "metadata) VALUES(?,?,?,'','',?,0,0,0,0,?)";

VectorRecord to_record_row(const sqlite::Rows& rows) {
  VectorRecord record{.id = std::string(rows.text(0)),
                      .source = std::string(rows.text(1)),
                      .text = std::string(rows.text(2))};
  if (!rows.is_null(3)) record.metadata = Json::parse(rows.text(3));
  return record;
}

void remove_name(Database& database, const std::string& space, const std::string& name) {
  database.run("DELETE FROM chunks WHERE namespace=? AND name=?", space, name);
}

void remove_bare_documents(Database& database, const std::string& space) {
  database.run("DELETE FROM documents WHERE namespace=? AND NOT EXISTS"
               "(SELECT 1 FROM chunks WHERE chunks.document=documents.id)",
               space);
}

}  // namespace

void put_row(Database& database, const std::string& space, const VectorRecord& record) {
  remove_name(database, space, record.id);
  database.run(new_document, space, record.source);
  const std::int64_t document =
      database.integer("SELECT id FROM documents WHERE namespace=? AND source=?", space, record.source);
  {
    sqlite::Rows rows = database.query(new_chunk, document, space, record.id, record.text);
    if (!record.metadata.is_null()) rows.bind(5, std::string_view(record.metadata.dump()));
    rows.next();
  }
  const std::int64_t id = database.last_id();
  if (has_direction(record.vector)) {
    database.run("INSERT INTO vectors VALUES(?,?)", id, std::as_bytes(std::span(record.vector)));
  }
  put_fields(database, id, record.metadata);
}

void remove_rows(Database& database, const std::string& space, const RecordSelection& selection) {
  if (const auto* ids = std::get_if<RecordIds>(&selection)) {
    for (const std::string& id : ids->ids) remove_name(database, space, id);
  } else if (const auto* source = std::get_if<RecordSource>(&selection)) {
    database.run("DELETE FROM documents WHERE namespace=? AND source=?", space, source->source);
  } else {
    SqlCondition condition = filter_to_sql(std::get<Filter>(selection));
    condition.values.insert(condition.values.begin(), space);
    sqlite::Rows rows = database.query_once("DELETE FROM chunks AS c WHERE c.namespace=? AND " + condition.text,
                                            condition.values);
    rows.next();
  }
  remove_bare_documents(database, space);
}

std::optional<VectorRecord> find_row(Database& database, const std::string& space, const std::string& name,
                                     std::size_t dimensions) {
  sqlite::Rows rows = database.query(row_of_name, space, name);
  if (!rows.next()) return std::nullopt;
  VectorRecord record = to_record_row(rows);
  if (!rows.is_null(4)) record.vector = to_embedding(rows.blob(4), dimensions);
  return record;
}

std::optional<VectorRecord> row_of_chunk(Database& database, std::int64_t id) {
  sqlite::Rows rows = database.query(row_of_id, id);
  if (!rows.next()) return std::nullopt;
  return to_record_row(rows);
}

RecordPage list_rows(Database& database, const std::string& space, const PageRequest& request) {
  SqlCondition condition = filter_to_sql(request.filter);
  condition.values.insert(condition.values.begin(), {space, request.after});
  condition.values.emplace_back(static_cast<std::int64_t>(request.limit + 1));
  RecordPage page;
  sqlite::Rows rows =
      database.query_once(rows_within + condition.text + " ORDER BY c.name LIMIT ?", condition.values);
  while (rows.next()) {
    if (page.records.size() == request.limit) {
      page.next = page.records.back().id;
      break;
    }
    page.records.push_back(to_record_row(rows));
  }
  return page;
}

}  // namespace baton::inline v0
