#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/error.hpp>

#include "index/filter_sql.hpp"
#include "support/temp_folder.hpp"

namespace {

using baton::Json;

/// The tables that a translated filter looks at, with one chunk.
struct OneChunk {
  baton::test::TempFolder folder;
  baton::sqlite::Database database{folder / "fuzz.db", baton::sqlite::Database::Mode::write, true};

  OneChunk() {
    database.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE chunks(id INTEGER PRIMARY KEY);"
                     "INSERT INTO chunks VALUES(1);"
                     "CREATE TABLE fields(chunk INTEGER, key TEXT, place INTEGER, text TEXT, number REAL, flag INTEGER)");
  }
  bool selects(const baton::SqlCondition& condition) {
    return database.query_once("SELECT 1 FROM chunks c WHERE " + condition.text, condition.values).next();
  }
};

/// Metadata that a store would take: NUL in a text ends it for SQLite.
bool is_storable(std::string_view text) { return text.find("\\u0000") == std::string_view::npos; }

}  // namespace

/// A line with a filter and a line with metadata: what parses is written and read back as the same, and the
/// translation to SQL holds exactly when the oracle says so. Expects refusals to be `Error`s.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static OneChunk chunk;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !is_storable(text)) return 0;
  try {
    const baton::Filter filter = baton::filter_from_json(Json::parse(text.substr(0, end)));
    if (!(baton::filter_from_json(Json::parse(baton::filter_to_json(filter).dump())) == filter)) std::abort();
    const Json metadata = Json::parse(text.substr(end + 1));
    chunk.database.execute("DELETE FROM fields");
    baton::put_fields(chunk.database, 1, metadata);
    if (chunk.selects(baton::filter_to_sql(filter)) != baton::matches(filter, metadata)) std::abort();
  } catch (const baton::Error&) {
  }
  return 0;
}
