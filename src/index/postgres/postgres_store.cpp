#include <baton/index/postgres_store.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>

#include "index/postgres/table_catalogue.hpp"
#include "index/record_check.hpp"
#include "postgres/pool.hpp"

namespace baton::inline v0 {
namespace {

using postgres::Connection;

constexpr std::size_t most_rows_at_once = 500;
constexpr std::size_t most_bytes_at_once = std::size_t{8} << 20;

/// How many of `records`, one at least, go in with the next statement.
std::size_t next_batch(std::span<const VectorRecord> records) {
  std::size_t count = 0;
  for (std::size_t bytes = 0; count < std::min(records.size(), most_rows_at_once) && bytes < most_bytes_at_once; ++count) {
    bytes += records[count].text.size() + 12 * records[count].vector.size();
  }
  return count;
}

class PostgresStore : public VectorStore {
 public:
  PostgresStore(std::shared_ptr<postgres::Pool> pool, RecordTable table, std::string collection, EmbedderInfo embedder)
      : pool_(std::move(pool)), table_(std::move(table)), collection_(std::move(collection)), embedder_(std::move(embedder)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    context.check();
    // In one order, so that two upserts of the same records wait for each other instead of both failing.
    std::ranges::sort(records, {}, &VectorRecord::id);
    auto work = [&](Connection& connection, const Context& call) {
      hold_record_table(connection, table_, collection_, embedder_, call);
      for (std::span<const VectorRecord> left = records; !left.empty();) {
        const std::size_t count = next_batch(left);
        table_.put(connection, space, left.first(count), call);
        left = left.subspan(count);
      }
    };
    co_await pool_->run(work, context);
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    auto work = [&](Connection& connection, const Context& call) { table_.remove(connection, space, selection, call); };
    co_await pool_->run(work, context);
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    auto work = [&](Connection& connection, const Context& call) { return table_.get(connection, space, ids, call); };
    std::unordered_map<std::string, VectorRecord> found;
    for (std::vector<VectorRecord> records = co_await pool_->run(work, context); VectorRecord& record : records) {
      std::string id = record.id;
      found.insert_or_assign(std::move(id), std::move(record));
    }
    std::vector<VectorRecord> result;
    for (const std::string& id : ids) {
      if (const auto at = found.find(id); at != found.end()) result.push_back(at->second);
    }
    co_return result;
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    context.check();
    auto work = [&](Connection& connection, const Context& call) { return table_.list(connection, space, request, call); };
    co_return co_await pool_->run(work, context);
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query, Context context) const override {
    check_query(query, embedder_);
    context.check();
    auto work = [&](Connection& connection, const Context& call) { return found(connection, space, query, call); };
    co_return co_await pool_->run(work, context);
  }

 private:
  std::vector<FoundRecord> found(Connection& connection, const StoreNamespace& space, const VectorQuery& query,
                                 const Context& context) const {
    std::vector<FoundRecord> near;
    std::vector<FoundRecord> holding;
    if (has_direction(query.vector)) near = table_.nearest(connection, space, query, context);
    if (!query.words.empty()) holding = table_.worded(connection, space, query, context);
    if (query.words.empty()) return near;
    if (query.vector.empty()) return holding;
    return fuse_ranks(std::move(near), std::move(holding), query.top);
  }

  const std::shared_ptr<postgres::Pool> pool_;
  const RecordTable table_;
  const std::string collection_;
  const EmbedderInfo embedder_;
};

void check_collection(const std::string& name) {
  const auto odd = [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'); };
  if (!name.empty() && name.size() <= 40 && std::ranges::none_of(name, odd)) return;
  throw Error(ErrorCode::invalid_argument, "a collection in Postgres is named by 1 to 40 lower-case letters, digits and '_', not '" +
                                               name.substr(0, 100) + "'");
}

}  // namespace

Task<std::shared_ptr<VectorStore>> open_postgres_store(PostgresStoreOptions server, VectorStoreOptions options,
                                                       Context context) {
  check_embedder(options.embedder);
  check_collection(server.collection);
  const auto pool = std::make_shared<postgres::Pool>(std::move(server.address), server.idle_connections);
  auto work = [&](Connection& connection, const Context& call) {
    return open_record_table(connection, server.collection, server.graph, options, call);
  };
  RecordTable table = co_await pool->run(work, context);
  co_return std::make_shared<PostgresStore>(pool, std::move(table), std::move(server.collection), std::move(options.embedder));
}

}  // namespace baton::inline v0
