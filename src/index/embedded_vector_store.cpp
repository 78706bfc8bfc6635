#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/index/vector_store.hpp>

#include "gate.hpp"
#include "languages.hpp"
#include "record_check.hpp"
#include "record_rows.hpp"
#include "store_search.hpp"

namespace baton::inline v0 {
namespace {

using Snapshot = sqlite::Transaction;

class EmbeddedVectorStore : public VectorStore {
 public:
  EmbeddedVectorStore(std::shared_ptr<Store> store, EmbedderInfo embedder)
      : store_(std::move(store)), embedder_(std::move(embedder)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    context.check();
    co_await context.runtime().blocking(
        [&] {
          change(
              [&](sqlite::Database& database) {
                for (const VectorRecord& record : records) {
                  context.check();
                  put_row(database, space.name(), record);
                }
              },
              context);
        },
        context);
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    co_await context.runtime().blocking(
        [&] { change([&](sqlite::Database& database) { remove_rows(database, space.name(), selection); }, context); }, context);
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    co_return co_await context.runtime().blocking([&] { return found(space, ids); }, context);
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    context.check();
    co_return co_await context.runtime().blocking(
        [&] {
          const sqlite::ReaderPool::Lease reader(StoreAccess::impl(*store_).readers);
          return list_rows(*reader, space.name(), request);
        },
        context);
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query, Context context) const override {
    check_query(query, embedder_);
    context.check();
    co_return co_await context.runtime().blocking([&] { return found(space, query, context); }, context);
  }

 private:
  /// Runs `work` in one transaction as the writer, after a look whether the vectors are still ours.
  template <class Work>
  void change(Work work, const Context& context) {
    const auto pass = writing_.pass(context);  // calls of this object wait for each other, instead of being refused
    StoreWriter writer = store_->writer(context);
    writer.set_embedder(embedder_);
    sqlite::Database& database = StoreAccess::database(writer);
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    work(database);
    database.run("UPDATE state SET value=value+1 WHERE key='generation'");
    transaction.commit();
  }

  std::vector<VectorRecord> found(const StoreNamespace& space, const std::vector<std::string>& ids) const {
    const sqlite::ReaderPool::Lease reader(StoreAccess::impl(*store_).readers);
    const Snapshot snapshot(*reader, Snapshot::Kind::read);
    std::vector<VectorRecord> records;
    for (const std::string& id : ids) {
      auto record = find_row(*reader, space.name(), id, embedder_.dimensions);
      if (record) records.push_back(std::move(*record));
    }
    return records;
  }

  std::vector<FoundRecord> found(const StoreNamespace& space, const VectorQuery& query, const Context& context) const {
    const sqlite::ReaderPool::Lease reader(StoreAccess::impl(*store_).readers);
    const SearchScope scope{.space = space.name(), .filter = &query.filter};
    std::vector<FoundRecord> near;
    std::vector<FoundRecord> holding;
    if (has_direction(query.vector)) {
      LiveVectors& vectors = StoreAccess::impl(*store_).vectors;
      near = records_of(*reader, nearest(*reader, vectors, query.vector, query.top, scope, context));
    }
    if (!query.words.empty()) holding = records_of(*reader, worded(*reader, store_->languages(), query.words, query.top, scope));
    if (query.words.empty()) return near;
    if (query.vector.empty()) return holding;
    return fuse_ranks(std::move(near), std::move(holding), query.top);
  }

  template <class Match>
  static std::vector<FoundRecord> records_of(sqlite::Database& database, const std::vector<Match>& matches) {
    std::vector<FoundRecord> records;
    for (const Match& match : matches) {
      auto record = row_of_chunk(database, match.id);
      if (!record) continue;  // removed since
      records.push_back({.record = std::move(*record), .score = static_cast<double>(match.score)});
    }
    return records;
  }

  const std::shared_ptr<Store> store_;
  const EmbedderInfo embedder_;
  Gate writing_;
};

}  // namespace

std::shared_ptr<VectorStore> embedded_vector_store(std::shared_ptr<Store> store, VectorStoreOptions options) {
  if (!store) throw Error(ErrorCode::invalid_argument, "an embedded vector store needs a store: open one first");
  check_options(options);
  refuse_other_languages("index '" + store->path() + "'", store->languages(), options.languages,
                         "delete the file and index again");
  if (options.rebuild) store->writer().clear();
  const auto present = store->embedder();
  if (present && *present != options.embedder && store->counts().vectors != 0) {
    refuse_embedder("index '" + store->path() + "'", *present, options.embedder);
  }
  return std::make_shared<EmbeddedVectorStore>(std::move(store), std::move(options.embedder));
}

}  // namespace baton::inline v0
