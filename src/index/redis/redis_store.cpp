#include <baton/index/redis_store.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "index/filter_terms.hpp"
#include "index/record_check.hpp"
#include "index/record_parts.hpp"
#include "index/redis/redis_index.hpp"
#include "index/redis/redis_wire.hpp"
#include "index/store_call.hpp"
#include "redis/redis_client.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t bytes_of_a_number = 4;
constexpr std::size_t redis_page = 1'000;
// Records of the same place in the order, 52 bits of a digest, that a page has room for beyond what is asked.
constexpr std::size_t spare_places = 8;
constexpr std::size_t least_looked_at = 64;
// What Redis Stack is set to: MAXSEARCHRESULTS.
constexpr std::size_t most_looked_at = 10'000;

Error filtered_too_late() {
  return {ErrorCode::limit_exceeded, "the filter refuses nearly all of the best 10,000 records, and Redis gives no more: add a condition that it can "
                                     "look up (`==`, `in`, `exists`), or keep the records in another store"};
}

class RedisStore : public VectorStore {
 public:
  RedisStore(std::shared_ptr<RedisClient> redis, redis::Names names, redis::Note note)
      : redis_(std::move(redis)), names_(std::move(names)), note_(std::move(note)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, note_.embedder);
    context.check();
    co_await check_note(*redis_, names_, note_, context);
    const WordForms forms(note_.languages);
    const auto send = [&](std::span<const VectorRecord> part) { return put(space, part, forms, context); };
    co_await upsert_in_parts(records, bytes_of_a_number, send);
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    std::vector<std::string> keys;
    if (const auto* named = std::get_if<RecordIds>(&selection)) {
      for (const std::string& id : named->ids) keys.push_back(names_.prefix + redis::record_digest(space, id));
    } else if (const auto* source = std::get_if<RecordSource>(&selection)) {
      redis::Query query(space, Filter());
      query.add_source(source->source);
      Filter none;
      keys = co_await chosen(std::move(query), std::move(none), context);
    } else {
      const auto& filter = std::get<Filter>(selection);
      const TermFilter bound = filter_by_terms(filter);
      if (bound.never_holds()) co_return;
      redis::Query query(space, bound.condition);
      keys = co_await chosen(std::move(query), filter, context);
    }
    std::vector<RedisWords> commands = redis::removal(keys);
    co_await change(std::move(commands), context);
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    std::vector<std::string> keys;
    for (const std::string& id : ids) keys.push_back(names_.prefix + redis::record_digest(space, id));
    const std::vector<RedisWords> commands = redis::retrieval(keys, true);
    std::vector<VectorRecord> records;
    if (commands.empty()) co_return records;
    const std::vector<RedisReply> replies = co_await redis_->exchange(commands, context);
    for (const RedisReply& reply : replies) {
      VectorRecord record;
      if (redis::read_record(reply, record)) records.push_back(std::move(record));
    }
    co_return records;
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    if (!request.after.empty() && !redis::is_record_digest(request.after)) {
      throw Error(ErrorCode::invalid_argument, "'" + request.after + "' is not where a page begins: pass RecordPage::next");
    }
    context.check();
    RecordPage page;
    const TermFilter bound = filter_by_terms(request.filter);
    if (bound.never_holds()) co_return page;
    const redis::Query query(space, bound.condition);
    std::string at = request.after;
    do {
      Part part = co_await part_from(query, at, bound.exact ? request.limit : redis_page, true, context);
      at = take_rows(part, request, page);
    } while (page.next.empty() && !at.empty());
    co_return page;
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query, Context context) const override {
    check_query(query, note_.embedder);
    context.check();
    std::vector<FoundRecord> near;
    std::vector<FoundRecord> holding;
    const TermFilter bound = filter_by_terms(query.filter);
    if (query.top == 0 || bound.never_holds()) co_return near;
    const redis::Query asked(space, bound.condition);
    if (has_direction(query.vector)) {
      const auto ask = [&](std::size_t most, bool whole) { return asked.nearest(names_, query.vector, most, whole); };
      near = co_await found_by(ask, false, query, bound.exact, context);
    }
    if (query.words.empty()) co_return near;
    const std::vector<std::string> words = wanted_words(query.words, WordForms(note_.languages));
    if (!words.empty()) {
      redis::Query worded = asked;
      worded.add_words(words);
      const auto ask = [&](std::size_t most, bool whole) { return worded.ranked(names_, most, whole); };
      holding = co_await found_by(ask, true, query, bound.exact, context);
    }
    if (query.vector.empty()) co_return holding;
    co_return fuse_ranks(std::move(near), std::move(holding), query.top);
  }

 private:
  /// Records in their order from a place on, and where the next ones begin; empty after the last.
  struct Part {
    std::vector<redis::Row> rows;
    std::string next;
  };

  Task<void> put(const StoreNamespace& space, std::span<const VectorRecord> records, const WordForms& forms, const Context& context) const {
    std::vector<RedisWords> commands;
    const auto write = [&] {
      for (const VectorRecord& record : records) {
        context.check();
        redis::put_record(names_, space, record, forms, commands);
      }
    };
    co_await context.runtime().blocking(write, context);
    co_await change(std::move(commands), context);
  }

  Task<void> change(std::vector<RedisWords> commands, Context context) const {
    if (commands.empty()) co_return;
    const std::vector<RedisReply> replies = co_await redis_->exchange(commands, std::move(context));
    for (const RedisReply& reply : replies) {
      if (reply.kind == RedisReply::Kind::error) throw redis::refused(reply.text);
    }
  }

  /// At least `least` records from the digest `at` on, or from the first, as long as there are.
  Task<Part> part_from(redis::Query query, std::string at, std::size_t least, bool whole, Context context) const {
    if (!at.empty()) query.begin_at(at);
    const std::size_t most = least + 2 * spare_places + 1;
    redis::Rows found = redis::rows_of(co_await reply_to(*redis_, query.in_order(names_, most, whole), std::move(context)));
    Part part{.rows = std::move(found.rows), .next = {}};
    // The server knows the order only as far as a number goes.
    std::ranges::sort(part.rows, {}, &redis::Row::key);
    std::erase_if(part.rows, [&](const redis::Row& row) { return row.key < names_.prefix + at; });
    if (found.count == most && part.rows.size() > spare_places) {
      part.rows.resize(part.rows.size() - spare_places);
      part.next = part.rows.back().key.substr(names_.prefix.size());
      part.rows.pop_back();
    }
    co_return part;
  }

  /// Puts what fits onto the page, whose `next` is set when it is full. Gives where the next part begins.
  std::string take_rows(Part& part, const PageRequest& request, RecordPage& page) const {
    for (redis::Row& row : part.rows) {
      if (!matches(request.filter, row.record.metadata)) continue;
      if (page.records.size() == request.limit) {
        page.next = row.key.substr(names_.prefix.size());
        return {};
      }
      page.records.push_back(std::move(row.record));
    }
    if (page.records.size() == request.limit) page.next = part.next;
    return part.next;
  }

  /// The keys of the records that the query finds and `filter` lets through.
  Task<std::vector<std::string>> chosen(redis::Query query, Filter filter, Context context) const {
    std::vector<std::string> keys;
    std::string at;
    do {
      Part part = co_await part_from(query, at, redis_page, false, context);
      for (redis::Row& row : part.rows) {
        if (matches(filter, row.record.metadata)) keys.push_back(std::move(row.key));
      }
      at = part.next;
    } while (!at.empty());
    co_return keys;
  }

  /// The best by `ask(most, whole)`, of which the filter sees ever more until enough of them pass.
  template <class Ask>
  Task<std::vector<FoundRecord>> found_by(Ask ask, bool ranked, const VectorQuery& query, bool exact, Context context) const {
    std::vector<FoundRecord> found;
    if (exact) {
      redis::Rows rows = redis::rows_of(co_await reply_to(*redis_, ask(query.top, true), context), ranked);
      for (redis::Row& row : rows.rows) found.push_back({.record = std::move(row.record), .score = row.score});
      co_return found;
    }
    redis::Rows passed;
    for (std::size_t wanted = std::max(least_looked_at, 4 * query.top);; wanted *= 4) {
      const std::size_t most = std::min(wanted, most_looked_at);
      passed = redis::rows_of(co_await reply_to(*redis_, ask(most, false), context), ranked);
      std::erase_if(passed.rows, [&](const redis::Row& row) { return !matches(query.filter, row.record.metadata); });
      if (passed.rows.size() >= query.top || passed.count < most) break;
      if (most == most_looked_at) throw filtered_too_late();
    }
    if (passed.rows.size() > query.top) passed.rows.resize(query.top);
    co_return co_await read_whole(std::move(passed.rows), query.filter, std::move(context));
  }

  /// The rows with all of their records, unless they changed and pass no more.
  Task<std::vector<FoundRecord>> read_whole(std::vector<redis::Row> rows, Filter filter, Context context) const {
    std::vector<FoundRecord> found;
    std::vector<std::string> keys;
    for (const redis::Row& row : rows) keys.push_back(row.key);
    const std::vector<RedisWords> commands = redis::retrieval(keys, false);
    if (commands.empty()) co_return found;
    const std::vector<RedisReply> replies = co_await redis_->exchange(commands, std::move(context));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      FoundRecord one{.record = {}, .score = rows[i].score};
      if (redis::read_record(replies[i], one.record) && matches(filter, one.record.metadata)) found.push_back(std::move(one));
    }
    co_return found;
  }

  const std::shared_ptr<RedisClient> redis_;
  const redis::Names names_;
  const redis::Note note_;
};

}  // namespace

Task<std::shared_ptr<VectorStore>> open_redis_store(RedisStoreOptions server, VectorStoreOptions options, Context context) {
  check_options(options);
  if (server.collection.empty() || server.collection.size() > 100 || !is_plain_name(server.collection)) {
    throw Error(ErrorCode::invalid_argument, "a collection in Redis is named by 1 to 100 letters, digits, '.', '_' and '-', not '" +
                                                 server.collection.substr(0, 100) + "'");
  }
  if (server.timeout > std::chrono::minutes(1)) {  // when Redis 8 gives what it has, without a word
    throw Error(ErrorCode::invalid_argument, "the timeout of a store in Redis is at most a minute");
  }
  if (parse_redis_url(server.url).database != 0) {
    throw Error(ErrorCode::invalid_argument, "Redis searches its database 0 only: leave the number out of the URL");
  }
  const auto redis = std::make_shared<RedisClient>(RedisServer{.url = std::move(server.url),
                                                               .username = std::move(server.username),
                                                               .password = std::move(server.password),
                                                               .timeout = server.timeout,
                                                               .idle_connections = server.idle_connections});
  redis::Names names(server.collection);
  redis::Note note = co_await open_redis_index(*redis, names, options, context);
  co_return std::make_shared<RedisStore>(redis, std::move(names), std::move(note));
}

}  // namespace baton::inline v0
