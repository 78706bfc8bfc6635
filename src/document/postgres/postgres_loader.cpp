#include <baton/document/postgres_loader.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "document/load_budget.hpp"
#include "document/postgres/table_reader.hpp"

namespace baton::inline v0 {
namespace {

void check_options(const PostgresLoadOptions& options) {
  if (options.document_bytes == 0 || options.document_bytes > (std::size_t{64} << 20))
    throw Error(ErrorCode::invalid_argument, "PostgresLoadOptions::document_bytes must be 1 to 64 MiB");
  if (options.max_row_bytes == 0 || options.max_row_bytes > (std::size_t{256} << 20))
    throw Error(ErrorCode::invalid_argument, "PostgresLoadOptions::max_row_bytes must be 1 to 256 MiB");
  if (options.timeout <= std::chrono::milliseconds(0))
    throw Error(ErrorCode::invalid_argument, "PostgresLoadOptions::timeout must be more than 0");
}

/// One run. Lives in the frame of the call.
class PostgresRun {
 public:
  PostgresRun(PostgresLoadOptions options, TakeDocument take, Context context)
      : options_(std::move(options)), take_(std::move(take)), context_(std::move(context)) {
    check_options(options_);
  }

  Task<PostgresLoaded> all() {
    co_await context_.runtime().blocking([this] { begin(); }, context_);
    progress_.total = options_.tables.size() + options_.queries.size();
    for (const PostgresTable& table : options_.tables) co_await load(table, table.schema + "." + table.name);
    for (const PostgresQuery& query : options_.queries) co_await load(query, query.name);
    co_return std::move(loaded_);
  }

 private:
  void begin() {
    reader_.emplace(options_, context_);
    if (!options_.tables.empty() || !options_.queries.empty()) return;
    options_.tables = reader_->tables();
    if (options_.tables.size() <= options_.max_tables) return;
    throw Error(ErrorCode::limit_exceeded, "the database has more than " + std::to_string(options_.max_tables) +
                                               " tables: raise PostgresLoadOptions::max_tables, or name those to read");
  }

  template <class Part>
  Task<void> load(const Part& part, std::string name) {
    progress_.table = detail::part_name(name);
    progress_.rows = 0;
    for (bool first = true;; first = false) {
      std::optional<Document> document = co_await context_.runtime().blocking([&] { return read(part, first); }, context_);
      if (!document) break;
      ++loaded_.documents;
      co_await take_(*std::move(document));
      report();
    }
    loaded_.rows += progress_.rows;
    ++progress_.done;
    report();
  }

  /// The next document of the part, which is opened first when that is wanted, or none.
  template <class Part>
  std::optional<Document> read(const Part& part, bool first) {
    try {
      if (first) reader_->open(part);
      std::optional<Document> document = reader_->next();
      progress_.rows = reader_->rows();
      return document;
    } catch (const Error& error) {
      context_.check();  // whose end is that of the run; beyond `timeout` it is the part's
      loaded_.skipped.push_back({detail::part_name(options_.name) + "!/" + progress_.table, error});
    }
    reader_->give_up();
    return std::nullopt;
  }

  void report() const {
    if (options_.on_progress) options_.on_progress(progress_);
  }

  PostgresLoadOptions options_;
  const TakeDocument take_;
  const Context context_;
  std::optional<detail::TableReader> reader_;  // not on the thread of the caller, whom a connection would block
  PostgresProgress progress_;
  PostgresLoaded loaded_;
};

}  // namespace

Task<PostgresLoaded> load_postgres(PostgresLoadOptions options, TakeDocument take, Context context) {
  PostgresRun run(std::move(options), std::move(take), std::move(context));
  co_return co_await run.all();
}

}  // namespace baton::inline v0
