#include <baton/index/qdrant_store.hpp>

#include <optional>
#include <utility>

#include <baton/core/error.hpp>

#include "filter_terms.hpp"
#include "languages.hpp"
#include "qdrant_wire.hpp"
#include "record_check.hpp"
#include "record_parts.hpp"
#include "store_call.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

constexpr std::size_t bytes_of_a_number = 20;
constexpr std::size_t qdrant_page = 1'000;

class QdrantStore : public VectorStore {
 public:
  /// `server` with the path of the collection.
  QdrantStore(StoreServer server, EmbedderInfo embedder) : server_(std::move(server)), embedder_(std::move(embedder)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    context.check();
    const auto send = [&](std::span<const VectorRecord> part) {
      return call_store(server_, "PUT", "/points?wait=true", qdrant::upsertion(space, part, embedder_.dimensions), context);
    };
    co_await upsert_in_parts(records, bytes_of_a_number, send);
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    if (const auto* source = std::get_if<RecordSource>(&selection)) {
      static_cast<void>(co_await post("/points/delete?wait=true", qdrant::removal_by_source(space, source->source), context));
      co_return;
    }
    std::vector<std::string> points;
    if (const auto* named = std::get_if<RecordIds>(&selection)) {
      points = qdrant::point_ids(space, named->ids);
    } else {
      points = co_await chosen(space, std::get<Filter>(selection), context);
    }
    co_await delete_in_parts(server_, "/points/delete?wait=true", "points", std::move(points), context);
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    std::vector<VectorRecord> records;
    if (ids.empty()) co_return records;
    const json answer = co_await post("/points", qdrant::retrieval(qdrant::point_ids(space, ids)), context);
    read_answer(server_, [&] {
      for (const json& point : answer.at("result").get_ref<const json::array_t&>()) records.push_back(qdrant::record_of(point));
    });
    co_return in_order_of(ids, std::move(records));
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    if (!request.after.empty() && !qdrant::is_point_id(request.after)) {
      throw Error(ErrorCode::invalid_argument, "'" + request.after + "' is not where a page begins: pass RecordPage::next");
    }
    context.check();
    RecordPage page;
    const TermFilter bound = filter_by_terms(request.filter);
    if (bound.never_holds()) co_return page;
    const std::size_t step = bound.exact ? request.limit : qdrant_page;
    std::string at = request.after;
    do {
      const json answer = co_await post("/points/scroll", qdrant::page(space, bound.condition, at, step, true), context);
      at = read_answer(server_, [&] { return take_points(answer, request, page); });
    } while (page.next.empty() && !at.empty());
    co_return page;
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query, Context context) const override {
    check_query(query, embedder_);
    context.check();
    if (!query.words.empty()) {
      throw Error(ErrorCode::unsupported, "this store cannot rank records of Qdrant by words: search by the vector alone, or keep "
                                          "the records in a store that can");
    }
    std::vector<FoundRecord> result;
    const TermFilter bound = filter_by_terms(query.filter);
    if (query.top == 0 || !has_direction(query.vector) || bound.never_holds()) co_return result;
    std::vector<std::string> points;
    if (!bound.exact) {
      points = co_await chosen(space, query.filter, context);
      if (points.empty()) co_return result;
    }
    json body = qdrant::search(space, query, bound.condition, std::move(points));
    const json answer = co_await post("/points/query", std::move(body), context);
    co_return read_answer(server_, [&] { return qdrant::found_in(answer); });
  }

 private:
  Task<json> post(std::string path, json body, Context context) const {
    return call_store(server_, "POST", std::move(path), std::move(body), std::move(context));
  }

  /// Puts what fits of the answer onto the page, whose `next` is set when it is full. Gives where the next answer begins.
  static std::string take_points(const json& answer, const PageRequest& request, RecordPage& page) {
    for (const json& point : qdrant::points_of(answer)) {
      if (!matches(request.filter, qdrant::metadata_of(point))) continue;
      if (page.records.size() == request.limit) {
        page.next = qdrant::id_of(point);
        return {};
      }
      page.records.push_back(qdrant::record_of(point));
    }
    const std::string next = qdrant::next_of(answer);
    if (page.records.size() == request.limit) page.next = next;
    return next;
  }

  /// The points of the records that `filter` lets through.
  Task<std::vector<std::string>> chosen(StoreNamespace space, Filter filter, Context context) const {
    std::vector<std::string> points;
    const TermFilter bound = filter_by_terms(filter);
    if (bound.never_holds()) co_return points;
    std::string at;
    do {
      const json answer = co_await post("/points/scroll", qdrant::page(space, bound.condition, at, qdrant_page, false), context);
      at = read_answer(server_, [&] {
        for (const json& point : qdrant::points_of(answer)) {
          if (matches(filter, qdrant::metadata_of(point))) points.push_back(qdrant::id_of(point));
        }
        return qdrant::next_of(answer);
      });
    } while (!at.empty());
    co_return points;
  }

  const StoreServer server_;
  const EmbedderInfo embedder_;
};

void check_qdrant_name(const std::string& name) {
  if (!name.empty() && name.size() <= 255 && name != "." && name != ".." && is_plain_name(name)) return;
  throw Error(ErrorCode::invalid_argument,
              "a Qdrant collection is named by 1 to 255 letters, digits, '.', '_' and '-', not '" + name.substr(0, 255) + "'");
}

/// Makes the collection and the indexes of what calls select by; somebody else may have been faster.
Task<void> make_points(const StoreServer& server, EmbedderInfo embedder, Context context) {
  try {
    static_cast<void>(co_await call_store(server, "PUT", "", qdrant::creation(embedder), context));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::already_exists) throw;
  }
  for (const char* field : {"namespace", "source", "terms"}) {
    json body;
    body["field_name"] = field;
    body["field_schema"] = "keyword";
    static_cast<void>(co_await call_store(server, "PUT", "/index?wait=true", std::move(body), context));
  }
}

/// What the server knows of the collection, if there is one.
Task<std::optional<json>> described(const StoreServer& server, Context context) {
  try {
    co_return co_await call_store(server, "GET", "", json(), context);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
  }
  co_return std::nullopt;
}

void check_points(const json& answer, const std::string& collection, const EmbedderInfo& embedder) {
  EmbedderInfo present = qdrant::embedder_of(answer);
  if (present.name.empty()) present.name = "another program, or by a Qdrant before 1.16,";
  check_collection("the Qdrant collection '" + collection + "'", present, embedder, qdrant::by_cosine(answer), qdrant::format_of(answer));
}

}  // namespace

Task<std::shared_ptr<VectorStore>> open_qdrant_store(QdrantOptions qdrant, VectorStoreOptions options, Context context) {
  check_options(options);
  refuse_languages("Qdrant", options.languages);
  check_qdrant_name(qdrant.collection);
  StoreServer server{.vendor = "Qdrant",
                     .url = store_url(qdrant.url, "Qdrant"),
                     .credential = {.name = "api-key", .secret = qdrant.api_key}};
  server.url += "/collections/" + qdrant.collection;
  if (options.rebuild) co_await delete_from_store(server, "", context);
  std::optional<json> answer = co_await described(server, context);
  if (!answer) {
    co_await make_points(server, options.embedder, context);
    answer = co_await call_store(server, "GET", "", json(), context);
  }
  read_answer(server, [&] { check_points(*answer, qdrant.collection, options.embedder); });
  co_return std::make_shared<QdrantStore>(std::move(server), std::move(options.embedder));
}

}  // namespace baton::inline v0
