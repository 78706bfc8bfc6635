#include "record_check.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "languages.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_id_bytes = 512;
constexpr std::size_t most_source_bytes = 4096;
constexpr std::size_t most_metadata_bytes = std::size_t{256} << 10;
constexpr std::size_t most_metadata_depth = 32;
constexpr std::size_t most_text_bytes = std::size_t{16} << 20;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::invalid_argument, what); }

void check_text(std::string_view text, std::size_t most, const std::string& what) {
  if (text.size() > most) {
    throw Error(ErrorCode::limit_exceeded, what + " has " + std::to_string(text.size()) + " bytes, at most " +
                                               std::to_string(most) + " can be kept");
  }
  if (text.find('\0') != std::string_view::npos) refuse(what + " holds NUL, which not every store can keep");
  if (!is_utf8(text)) refuse(what + " is not UTF-8");
}

void check_id(std::string_view id) {
  if (id.empty()) refuse("a record has an empty id");
  check_text(id, most_id_bytes, "an id");
}

void check_metadata(const nlohmann::json& value, std::size_t depth, const std::string& what) {
  if (depth > most_metadata_depth) {
    throw Error(ErrorCode::limit_exceeded, what + " is nested deeper than " + std::to_string(most_metadata_depth));
  }
  if (value.is_string()) return check_text(value.get_ref<const std::string&>(), most_metadata_bytes, what);
  if (value.is_number_float() && !std::isfinite(value.get<double>())) refuse(what + " holds NaN or an infinity");
  if (value.is_binary() || value.is_discarded()) refuse(what + " is not JSON");
  if (!value.is_structured()) return;
  for (const auto& [key, element] : value.items()) {
    if (value.is_object()) check_text(key, most_metadata_bytes, what);
    check_metadata(element, depth + 1, what);
  }
}

void check_vector(std::span<const float> vector, std::size_t dimensions, const std::string& what) {
  if (vector.empty()) return;
  if (vector.size() != dimensions) {
    refuse(what + " has " + std::to_string(vector.size()) + " dimensions, and the store has " +
           std::to_string(dimensions) + ": use the embedder that the store was made with");
  }
  if (!std::ranges::all_of(vector, [](float x) { return std::isfinite(x); })) {
    refuse(what + " holds NaN or an infinity: check the embedder");
  }
}

void check_count(std::size_t count, std::size_t most, const std::string& what) {
  if (count <= most) return;
  throw Error(ErrorCode::limit_exceeded, std::to_string(count) + " " + what + " at once, at most " +
                                             std::to_string(most) + ": do it in several calls");
}

void check_record(const VectorRecord& record, const EmbedderInfo& embedder) {
  check_id(record.id);
  const std::string whose = " of record '" + record.id + "'";
  check_text(record.source, most_source_bytes, "the source" + whose);
  check_text(record.text, most_text_bytes, "the text" + whose);
  if (!record.metadata.is_null()) {
    if (!record.metadata.ref().is_object()) refuse("the metadata" + whose + " is not an object");
    check_metadata(record.metadata.ref(), 1, "the metadata" + whose);
    check_count(record.metadata.dump().size(), most_metadata_bytes, "bytes of metadata" + whose);
  }
  check_vector(record.vector, embedder.dimensions, "the vector" + whose);
}

}  // namespace

StoreNamespace::StoreNamespace(std::string name) : name_(std::move(name)) {
  if (name_.empty() || name_.size() > 128 || !is_utf8(name_) || name_.find('\0') != std::string::npos) {
    refuse("the name of a namespace must be 1 to 128 bytes of UTF-8 without NUL");
  }
}

VectorStore::~VectorStore() = default;

void check_options(const VectorStoreOptions& options) {
  const EmbedderInfo& embedder = options.embedder;
  if (embedder.dimensions == 0 || embedder.dimensions > 65'536) {
    refuse("a vector store needs the embedder's dimensions, 1 to 65,536: embed one text to learn them");
  }
  check_text(embedder.name, most_id_bytes, "the name of the embedder");
  if (embedder.name.empty()) refuse("a vector store needs the name of the embedder");
  if (!options.languages.empty()) check_languages(options.languages);
}

void check_upsert(std::span<const VectorRecord> records, const EmbedderInfo& embedder) {
  check_count(records.size(), most_upserted, "records");
  std::set<std::string_view> ids;
  for (const VectorRecord& record : records) {
    check_record(record, embedder);
    if (!ids.insert(record.id).second) refuse("two records of one upsert have the id '" + record.id + "'");
  }
}

void check_ids(std::span<const std::string> ids, std::size_t most) {
  check_count(ids.size(), most, "ids");
  for (const std::string& id : ids) check_id(id);
}

void check_selection(const RecordSelection& selection) {
  if (const auto* ids = std::get_if<RecordIds>(&selection)) return check_ids(ids->ids, most_upserted);
  if (const auto* filter = std::get_if<Filter>(&selection)) return check_filter(*filter);
  check_text(std::get<RecordSource>(selection).source, most_source_bytes, "a source");
}

void check_page(const PageRequest& request) {
  check_filter(request.filter);
  if (request.limit == 0) refuse("a page of no records cannot be read: ask for 1 to 1,000");
  check_count(request.limit, most_listed, "records of a page");
  check_text(request.after, most_id_bytes, "where the page begins");
}

void check_query(const VectorQuery& query, const EmbedderInfo& embedder) {
  check_filter(query.filter);
  check_count(query.top, most_found, "records to find");
  check_text(query.words, most_text_bytes, "the words of a query");
  check_vector(query.vector, embedder.dimensions, "the vector of the query");
  if (query.vector.empty() && query.words.empty()) {
    refuse("a query needs a vector, words, or both; to read records by a filter alone, list them");
  }
}

bool may_refuse(const Filter& filter) { return filter.op != FilterOp::all || !filter.parts.empty(); }

bool has_direction(std::span<const float> vector) {
  return std::ranges::any_of(vector, [](float x) { return x != 0.0F; });
}

void refuse_embedder(const std::string& store, const EmbedderInfo& present, const EmbedderInfo& given) {
  const auto named = [](const EmbedderInfo& info) {
    return info.name + " (" + std::to_string(info.dimensions) + " dimensions)";
  };
  throw Error(ErrorCode::schema_mismatch,
              store + " was made with " + named(present) + " and cannot take vectors of " + named(given) +
                  ": use the same embedder, or " + std::string(rebuild_it));
}

std::vector<FoundRecord> fuse_ranks(std::vector<FoundRecord> a, std::vector<FoundRecord> b, std::size_t top) {
  std::unordered_map<std::string, std::size_t> places;
  std::vector<FoundRecord> result;
  for (std::vector<FoundRecord>* list : {&a, &b}) {
    for (std::size_t rank = 0; rank < list->size(); ++rank) {
      FoundRecord& found = (*list)[rank];
      const auto [place, added] = places.try_emplace(found.record.id, result.size());
      if (added) result.push_back({.record = std::move(found.record)});
      result[place->second].score += 1.0 / (61.0 + static_cast<double>(rank));
    }
  }
  std::ranges::stable_sort(result, std::greater(), &FoundRecord::score);
  if (result.size() > top) result.resize(top);
  return result;
}

}  // namespace baton::inline v0
