#include <baton/index/chroma.hpp>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/http/client.hpp>

#include "record_check.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

constexpr std::size_t records_at_once = 1'000;

/// The id within the collection: the length in front keeps namespaces and ids apart.
std::string chroma_id(const StoreNamespace& space, const std::string& id) {
  return std::to_string(space.name().size()) + ":" + space.name() + ":" + id;
}

json chroma_metadata(const StoreNamespace& space, const VectorRecord& record) {
  return {{"namespace", space.name()},
          {"id", record.id},
          {"source", record.source},
          {"metadata", record.metadata.dump()},
          {"vector", has_direction(record.vector)}};
}

/// Where a server that wants a vector for each record gets one that has none; searches leave it out.
Embedding chroma_vector(const VectorRecord& record, std::size_t dimensions) {
  if (has_direction(record.vector)) return record.vector;
  return Embedding(dimensions, 1.0F);
}

VectorRecord chroma_record(const json& metadata, const json& document) {
  return {.id = metadata.at("id").get<std::string>(),
          .source = metadata.at("source").get<std::string>(),
          .text = document.is_string() ? document.get<std::string>() : std::string(),
          .metadata = Json::parse(metadata.at("metadata").get_ref<const std::string&>())};
}

ErrorCode code_of_status(int status) {
  if (status == 401 || status == 403) return ErrorCode::permission_denied;
  if (status == 404) return ErrorCode::not_found;
  if (status == 429) return ErrorCode::rate_limited;
  return status >= 500 ? ErrorCode::overloaded : ErrorCode::invalid_argument;
}

/// What an application tells the server, as JSON, and what it answers.
class ChromaClient {
 public:
  explicit ChromaClient(ChromaOptions options) : options_(std::move(options)) {}

  Task<json> call(std::string method, std::string path, json body, Context context) const {
    HttpRequest request{.method = std::move(method), .url = base() + path};
    request.headers.push_back({.name = "content-type", .value = "application/json"});
    if (!options_.token.empty()) request.credentials.push_back({.name = "x-chroma-token", .secret = options_.token});
    if (!body.is_null()) request.body = body.dump();
    const HttpResponse response = co_await HttpClient::of(context.runtime()).send(std::move(request), context);
    if (response.status < 200 || response.status > 299) {
      throw Error(code_of_status(response.status),
                  "Chroma refused a call for the collection '" + options_.collection + "': " + response.body.substr(0, 500))
          .with_provider("chroma")
          .with_http(response.status, "");
    }
    co_return Json::parse(response.body).ref();
  }
  [[nodiscard]] const std::string& collection() const noexcept { return options_.collection; }

 private:
  [[nodiscard]] std::string base() const {
    return options_.url + "/api/v2/tenants/" + options_.tenant + "/databases/" + options_.database + "/collections";
  }

  const ChromaOptions options_;
};

class ChromaStore : public VectorStore {
 public:
  ChromaStore(ChromaOptions chroma, VectorStoreOptions options)
      : client_(std::move(chroma)), embedder_(std::move(options.embedder)), rebuild_(options.rebuild) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    context.check();
    const std::string path = co_await opened(context);
    for (std::size_t done = 0; done < records.size(); done += records_at_once) {
      const std::size_t end = std::min(done + records_at_once, records.size());
      json body = {{"ids", json::array()}, {"embeddings", json::array()}, {"documents", json::array()}, {"metadatas", json::array()}};
      for (std::size_t i = done; i < end; ++i) {
        body["ids"].push_back(chroma_id(space, records[i].id));
        body["embeddings"].push_back(chroma_vector(records[i], embedder_.dimensions));
        body["documents"].push_back(records[i].text);
        body["metadatas"].push_back(chroma_metadata(space, records[i]));
      }
      co_await sent(path, std::move(body), done, records.size(), context);
    }
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    const std::string path = co_await opened(context);
    if (const auto* source = std::get_if<RecordSource>(&selection)) {
      json body = {{"where", {{"$and", {{{"namespace", space.name()}}, {{"source", source->source}}}}}}};
      static_cast<void>(co_await client_.call("POST", path + "/delete", std::move(body), context));
      co_return;
    }
    std::vector<std::string> ids;
    if (const auto* named = std::get_if<RecordIds>(&selection)) {
      for (const std::string& id : named->ids) ids.push_back(chroma_id(space, id));
    } else {
      ids = co_await chosen(path, space, std::get<Filter>(selection), context);
    }
    for (std::size_t done = 0; done < ids.size(); done += records_at_once) {
      const std::size_t end = std::min(done + records_at_once, ids.size());
      json body = {{"ids", std::vector<std::string>(ids.begin() + static_cast<std::ptrdiff_t>(done),
                                                    ids.begin() + static_cast<std::ptrdiff_t>(end))}};
      static_cast<void>(co_await client_.call("POST", path + "/delete", std::move(body), context));
    }
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    const std::string path = co_await opened(context);
    json body = {{"ids", json::array()}, {"include", {"metadatas", "documents", "embeddings"}}};
    for (const std::string& id : ids) body["ids"].push_back(chroma_id(space, id));
    std::vector<VectorRecord> result;
    if (ids.empty()) co_return result;
    const json answer = co_await client_.call("POST", path + "/get", std::move(body), context);
    std::unordered_map<std::string, VectorRecord> found;
    for (std::size_t i = 0; i < answer.at("ids").size(); ++i) {
      VectorRecord record = chroma_record(answer.at("metadatas").at(i), answer.at("documents").at(i));
      if (answer.at("metadatas").at(i).at("vector").get<bool>()) {
        record.vector = answer.at("embeddings").at(i).get<Embedding>();
      }
      found.insert_or_assign(record.id, std::move(record));
    }
    for (const std::string& id : ids) {
      if (const auto at = found.find(id); at != found.end()) result.push_back(at->second);
    }
    co_return result;
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    context.check();
    const std::string path = co_await opened(context);
    std::size_t offset = 0;
    std::from_chars(request.after.data(), request.after.data() + request.after.size(), offset);
    RecordPage page;
    const json include = {"metadatas", "documents"};
    for (;;) {
      const json answer = co_await read(path, space, offset, include, context);
      const std::size_t count = answer.at("ids").size();
      for (std::size_t i = 0; i < count; ++i, ++offset) {
        VectorRecord record = chroma_record(answer.at("metadatas").at(i), answer.at("documents").at(i));
        if (!matches(request.filter, record.metadata)) continue;
        if (page.records.size() == request.limit) {
          page.next = std::to_string(offset);
          co_return page;
        }
        page.records.push_back(std::move(record));
      }
      if (count < records_at_once) co_return page;
    }
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query, Context context) const override {
    check_query(query, embedder_);
    context.check();
    if (!query.words.empty()) {
      throw Error(ErrorCode::unsupported, "Chroma cannot rank records by words: search by the vector alone, or keep the records in a store that can");
    }
    const std::string path = co_await opened(context);
    std::vector<FoundRecord> result;
    if (query.top == 0 || !has_direction(query.vector)) co_return result;
    json body = {{"query_embeddings", {query.vector}}, {"n_results", query.top}, {"include", {"metadatas", "documents", "distances"}},
                 {"where", {{"$and", {{{"namespace", space.name()}}, {{"vector", true}}}}}}};
    if (query.filter.op != FilterOp::all || !query.filter.parts.empty()) {
      std::vector<std::string> ids = co_await chosen(path, space, query.filter, context);
      if (ids.empty()) co_return result;
      body["ids"] = std::move(ids);
    }
    const json answer = co_await client_.call("POST", path + "/query", std::move(body), context);
    for (std::size_t i = 0; i < answer.at("ids").at(0).size(); ++i) {
      result.push_back({.record = chroma_record(answer.at("metadatas").at(0).at(i), answer.at("documents").at(0).at(i)),
                        .score = 1.0 - answer.at("distances").at(0).at(i).get<double>()});
    }
    co_return result;
  }

 private:
  /// The path of the collection; makes it or looks at its embedder first.
  Task<std::string> opened(Context context) const {
    {
      const std::lock_guard lock(mutex_);
      if (!path_.empty()) co_return path_;
    }
    if (rebuild_) co_await dropped(context);
    json body = {{"name", client_.collection()}, {"get_or_create", true}, {"configuration", {{"hnsw", {{"space", "cosine"}}}}},
                 {"metadata", {{"embedder", embedder_.name}, {"dimensions", embedder_.dimensions}}}};
    static_cast<void>(co_await client_.call("POST", "", std::move(body), context));
    // What creating answers names our embedder even when the collection was there: ask for what is kept.
    const json answer = co_await client_.call("GET", "/" + client_.collection(), json(), context);
    const json& kept = answer.at("metadata");
    const EmbedderInfo present{.name = kept.is_object() ? kept.value("embedder", "another program") : "another program",
                               .dimensions = kept.is_object() ? kept.value("dimensions", std::size_t{0}) : 0};
    if (present != embedder_) refuse_embedder("the Chroma collection '" + client_.collection() + "'", present, embedder_);
    const std::lock_guard lock(mutex_);
    path_ = "/" + answer.at("id").get<std::string>();
    co_return path_;
  }

  Task<void> dropped(Context context) const {
    try {
      static_cast<void>(co_await client_.call("DELETE", "/" + client_.collection(), json(), context));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found) throw;
    }
  }

  Task<void> sent(std::string path, json body, std::size_t done, std::size_t all, Context context) const {
    try {
      static_cast<void>(co_await client_.call("POST", path + "/upsert", std::move(body), context));
    } catch (const Error& error) {
      if (all <= records_at_once) throw;
      throw Error(error.code(), "the first " + std::to_string(done) + " of " + std::to_string(all) +
                                    " records are stored, whether the next " + std::to_string(records_at_once) +
                                    " are is unknown: upsert them again")
          .with_cause(error);
    }
  }

  Task<json> read(std::string path, StoreNamespace space, std::size_t offset, json include, Context context) const {
    json body = {{"where", {{"namespace", space.name()}}}, {"limit", records_at_once}, {"offset", offset},
                 {"include", std::move(include)}};
    co_return co_await client_.call("POST", path + "/get", std::move(body), context);
  }

  /// The ids in the collection of the records that `filter` lets through.
  Task<std::vector<std::string>> chosen(std::string path, StoreNamespace space, Filter filter, Context context) const {
    std::vector<std::string> ids;
    json include = json::array();
    include.push_back("metadatas");
    for (std::size_t offset = 0;; offset += records_at_once) {
      const json answer = co_await read(path, space, offset, include, context);
      const std::size_t count = answer.at("ids").size();
      for (std::size_t i = 0; i < count; ++i) {
        const json& metadata = answer.at("metadatas").at(i);
        if (!matches(filter, Json::parse(metadata.at("metadata").get_ref<const std::string&>()))) continue;
        ids.push_back(answer.at("ids").at(i).get<std::string>());
      }
      if (count < records_at_once) co_return ids;
    }
  }

  const ChromaClient client_;
  const EmbedderInfo embedder_;
  const bool rebuild_;
  mutable std::mutex mutex_;
  mutable std::string path_;
};

}  // namespace

std::shared_ptr<VectorStore> chroma_vector_store(ChromaOptions chroma, VectorStoreOptions options) {
  check_embedder(options.embedder);
  const auto odd = [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-');
  };
  for (const std::string* name : {&chroma.collection, &chroma.tenant, &chroma.database}) {
    if (name->size() < 3 || name->size() > 512 || std::ranges::any_of(*name, odd)) {
      throw Error(ErrorCode::invalid_argument, "Chroma takes names of 3 to 512 letters, digits, '.', '_' and '-', not '" + *name + "'");
    }
  }
  return std::make_shared<ChromaStore>(std::move(chroma), std::move(options));
}

}  // namespace baton::inline v0
