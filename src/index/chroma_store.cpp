#include <baton/index/chroma_store.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

#include <baton/core/error.hpp>

#include "chroma_wire.hpp"
#include "languages.hpp"
#include "record_check.hpp"
#include "record_parts.hpp"
#include "store_call.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

constexpr std::size_t chroma_batch = 1'000;

std::size_t offset_of(const std::string& after) {
  std::size_t offset = 0;
  const char* end = after.data() + after.size();
  if (const auto [at, fault] = std::from_chars(after.data(), end, offset); !after.empty() && (fault != std::errc() || at != end)) {
    throw Error(ErrorCode::invalid_argument, "'" + after + "' is not where a page begins: pass RecordPage::next");
  }
  return offset;
}

class ChromaStore : public VectorStore {
 public:
  /// `server` with the path of the collection.
  ChromaStore(StoreServer server, EmbedderInfo embedder) : server_(std::move(server)), embedder_(std::move(embedder)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    context.check();
    for (std::size_t done = 0; done < records.size(); done += chroma_batch) {
      const std::size_t count = std::min(chroma_batch, records.size() - done);
      try {
        json body = chroma::upsertion(space, std::span(records).subspan(done, count), embedder_.dimensions);
        static_cast<void>(co_await call("/upsert", std::move(body), context));
      } catch (const Error& error) {
        if (records.size() <= chroma_batch) throw;
        throw broken_upsert(error, done, count, records.size());
      }
    }
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    if (const auto* source = std::get_if<RecordSource>(&selection)) {
      static_cast<void>(co_await call("/delete", chroma::removal_by_source(space, source->source), context));
      co_return;
    }
    std::vector<std::string> keys;
    if (const auto* named = std::get_if<RecordIds>(&selection)) {
      keys = chroma::keys_of(space, named->ids);
    } else {
      keys = co_await chosen(space, std::get<Filter>(selection), context);
    }
    co_await delete_in_parts(server_, "/delete", "ids", std::move(keys), context);
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    std::vector<VectorRecord> records;
    if (ids.empty()) co_return records;
    json body;
    body["ids"] = chroma::keys_of(space, ids);
    body["include"] = json::array({"metadatas", "documents", "embeddings"});
    const json answer = co_await call("/get", std::move(body), context);
    read_answer(server_, [&] {
      for (std::size_t i = 0; i < chroma::count_of(answer); ++i) records.push_back(chroma::record_at(answer, i));
    });
    co_return in_order_of(ids, std::move(records));
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    context.check();
    std::size_t offset = offset_of(request.after);
    const std::size_t step = may_refuse(request.filter) ? chroma_batch : request.limit + 1;
    RecordPage page;
    for (bool more = true; more;) {
      const json answer = co_await call("/get", chroma::page(space, request.filter, offset, step, true), context);
      more = read_answer(server_, [&] { return take_page(answer, request, offset, page) == step; }) && page.next.empty();
    }
    co_return page;
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query, Context context) const override {
    check_query(query, embedder_);
    context.check();
    if (!query.words.empty()) {
      throw Error(ErrorCode::unsupported, "Chroma cannot rank records by words: search by the vector alone, or keep the "
                                          "records in a store that can");
    }
    std::vector<FoundRecord> result;
    if (query.top == 0 || !has_direction(query.vector)) co_return result;
    std::vector<std::string> keys;
    if (may_refuse(query.filter)) {
      keys = co_await chosen(space, query.filter, context);
      if (keys.empty()) co_return result;
    }
    const json answer = co_await call("/query", chroma::search(space, query, std::move(keys)), context);
    co_return read_answer(server_, [&] { return chroma::found_in(answer); });
  }

 private:
  Task<json> call(std::string path, json body, Context context) const {
    return call_store(server_, "POST", std::move(path), std::move(body), std::move(context));
  }

  /// Puts what fits of the answer onto the page and moves `offset` on. Gives how many records there were.
  static std::size_t take_page(const json& answer, const PageRequest& request, std::size_t& offset, RecordPage& page) {
    const std::size_t count = chroma::count_of(answer);
    for (std::size_t i = 0; i < count; ++i, ++offset) {
      if (!matches(request.filter, chroma::metadata_at(answer, i))) continue;
      if (page.records.size() == request.limit) {
        page.next = std::to_string(offset);
        break;
      }
      page.records.push_back(chroma::record_at(answer, i));
    }
    return count;
  }

  /// The keys of the records that `filter` lets through.
  Task<std::vector<std::string>> chosen(StoreNamespace space, Filter filter, Context context) const {
    std::vector<std::string> keys;
    for (std::size_t offset = 0, count = chroma_batch; count == chroma_batch; offset += chroma_batch) {
      const json answer = co_await call("/get", chroma::page(space, filter, offset, chroma_batch, false), context);
      count = read_answer(server_, [&] {
        for (std::size_t i = 0; i < chroma::count_of(answer); ++i) {
          if (matches(filter, chroma::metadata_at(answer, i))) keys.push_back(chroma::key_at(answer, i));
        }
        return chroma::count_of(answer);
      });
    }
    co_return keys;
  }

  const StoreServer server_;
  const EmbedderInfo embedder_;
};

void check_chroma_name(const std::string& name) {
  if (name.size() >= 3 && name.size() <= 512 && is_plain_name(name)) return;
  throw Error(ErrorCode::invalid_argument,
              "Chroma takes names of 3 to 512 letters, digits, '.', '_' and '-', not '" + name.substr(0, 512) + "'");
}

/// The id of the collection. Throws `schema_mismatch` unless it is by cosine and of that embedder.
std::string checked_collection(const json& answer, const std::string& collection, const EmbedderInfo& embedder) {
  EmbedderInfo present = chroma::embedder_of(answer);
  if (present.name.empty()) present.name = foreign_embedder.name;
  check_collection("the Chroma collection '" + collection + "'", present, embedder, chroma::by_cosine(answer), chroma::format_of(answer));
  return answer.at("id").get<std::string>();
}

}  // namespace

Task<std::shared_ptr<VectorStore>> open_chroma_store(ChromaOptions chroma, VectorStoreOptions options, Context context) {
  check_options(options);
  refuse_languages("Chroma", options.languages);
  for (const std::string* name : {&chroma.collection, &chroma.tenant, &chroma.database}) check_chroma_name(*name);
  StoreServer server{.vendor = "Chroma",
                     .url = store_url(chroma.url, "Chroma"),
                     .credential = {.name = "x-chroma-token", .secret = chroma.token}};
  server.url += "/api/v2/tenants/" + chroma.tenant + "/databases/" + chroma.database + "/collections";
  const std::string path = "/" + chroma.collection;
  if (options.rebuild) co_await delete_from_store(server, path, context);
  json body = chroma::creation(chroma.collection, options.embedder);
  static_cast<void>(co_await call_store(server, "POST", "", std::move(body), context));
  // What creating answers names our embedder even when the collection was there: ask for what is kept.
  const json answer = co_await call_store(server, "GET", path, json(), context);
  server.url += "/" + read_answer(server, [&] { return checked_collection(answer, chroma.collection, options.embedder); });
  co_return std::make_shared<ChromaStore>(std::move(server), std::move(options.embedder));
}

}  // namespace baton::inline v0
