#include <baton/index/postgres_store.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

#include "index/postgres/table_catalogue.hpp"
#include "index/record_check.hpp"
#include "index/record_parts.hpp"
#include "postgres/pool.hpp"

namespace baton::inline v0 {
namespace {

using postgres::Connection;

constexpr std::size_t bytes_of_a_number = 12;

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
        const std::size_t count = records_at_once(left, bytes_of_a_number);
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
    std::vector<VectorRecord> records = co_await pool_->run(work, context);
    co_return in_order_of(ids, std::move(records));
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
  check_options(options);
  check_collection(server.collection);
  const auto pool = std::make_shared<postgres::Pool>(std::move(server.address), server.idle_connections);
  auto work = [&](Connection& connection, const Context& call) {
    return open_record_table(connection, server.collection, server.graph, options, call);
  };
  RecordTable table = co_await pool->run(work, context);
  co_return std::make_shared<PostgresStore>(pool, std::move(table), std::move(server.collection), std::move(options.embedder));
}

}  // namespace baton::inline v0
