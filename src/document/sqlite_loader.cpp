#include "document/sqlite_loader.hpp"

#include <utility>

#include "core/is_stop.hpp"
#include "document/load_budget.hpp"
#include "document/sqlite_file.hpp"

namespace baton::inline v0::detail {
namespace {

/// The application id of a file (https://sqlite.org/fileformat2.html, 1.3), of which ours begin with "bt".
constexpr std::size_t application_id = 68;

bool is_own_store(std::string_view bytes) { return bytes.size() > application_id + 4 && bytes.substr(application_id, 2) == "bt"; }

Document document_of_table(SqliteFile& file, const SqliteTable& table, const LoadInput& input, const LoadOptions& options) {
  if (table.is_virtual) throw Error(ErrorCode::unsupported, "it is a virtual table, whose module would have to be run");
  TableText shown = table_text(file.rows(table.name, room_for(input, options)), options.limits.items);
  charge(input, options, shown.text.size());
  return {.text = std::move(shown.text), .media_type = "text/markdown", .title = part_name(table.name)};
}

}  // namespace

bool SqliteLoader::takes(std::string_view media_type) const { return media_type == "application/vnd.sqlite3"; }

Result<Loaded> SqliteLoader::load(const LoadInput& input, const LoadOptions& options, const Context& context) const {
  if (is_own_store(input.bytes)) return Error(ErrorCode::unsupported, "it is a store of this library, not a document");
  LoadBudget own = whole_budget(options);
  LoadBudget& budget = input.budget == nullptr ? own : *input.budget;
  const LoadInput counted{input.source, input.bytes, input.media_type, &budget};
  SqliteFile file(input.bytes, options.limits, context);
  Loaded loaded;
  for (const SqliteTable& table : file.tables()) {
    context.check();
    take_part(budget, options);
    std::string source = std::string(input.source) + "!/" + part_name(table.name);
    auto document = capture([&] { return document_of_table(file, table, counted, options); });
    if (!document && (is_stop(document.error()) || budget.parts == 0)) throw document.error();
    if (!document) {
      loaded.skipped.push_back({std::move(source), document.error()});
      continue;
    }
    document->source = std::move(source);
    loaded.documents.push_back(*std::move(document));
  }
  return loaded;
}

}  // namespace baton::inline v0::detail
