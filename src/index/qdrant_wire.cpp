#include "qdrant_wire.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/sha256.hpp>

#include "filter_terms.hpp"
#include "record_check.hpp"
#include "store_call.hpp"

namespace baton::inline v0::qdrant {
namespace {

using nlohmann::json;

json match(const char* key, json value) { return {{"key", key}, {"match", {{"value", std::move(value)}}}}; }

json all_of(json one, json other) { return {{"must", json::array({std::move(one), std::move(other)})}}; }

json payload_of(const StoreNamespace& space, const VectorRecord& record) {
  return {{"namespace", space.name()},
          {"id", record.id},
          {"source", record.source},
          {"text", record.text},
          {"metadata", record.metadata.dump()},
          {"terms", metadata_terms(record.metadata)},
          {"vector", has_direction(record.vector)}};
}

/// A condition on terms; `match` holds for an array when it does for an element.
json terms_condition(const Filter& condition) {
  if (condition.op == FilterOp::exists) return match("terms", condition.key);
  json parts = json::array();
  for (const Filter& part : condition.parts) parts.push_back(terms_condition(part));
  const char* clause = condition.op == FilterOp::all ? "must" : condition.op == FilterOp::any ? "should" : "must_not";
  json filter;
  filter[clause] = std::move(parts);
  return filter;
}

json within(const StoreNamespace& space, const Filter& condition) {
  json filter = {{"must", json::array({match("namespace", space.name())})}};
  if (may_refuse(condition)) filter["must"].push_back(terms_condition(condition));
  return filter;
}

}  // namespace

std::string point_id(const StoreNamespace& space, const std::string& id) {
  // The length in front keeps namespaces and ids apart.
  std::string name = to_hex(sha256(std::to_string(space.name().size()) + ":" + space.name() + ":" + id)).substr(0, 32);
  name[12] = '8';  // of a form of its own (RFC 9562, version 8, variant 10)
  name[16] = 'a';
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) name.insert(dash, 1, '-');
  return name;
}

std::vector<std::string> point_ids(const StoreNamespace& space, std::span<const std::string> ids) {
  std::vector<std::string> points;
  for (const std::string& id : ids) points.push_back(point_id(space, id));
  return points;
}

bool is_point_id(std::string_view text) {
  return text.size() == 36 && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

json creation(const EmbedderInfo& embedder) {
  return {{"vectors", {{"size", embedder.dimensions}, {"distance", "Cosine"}}},
          {"metadata", {{"embedder", embedder.name}, {"dimensions", embedder.dimensions}, {"format", collection_format}}}};
}

json upsertion(const StoreNamespace& space, std::span<const VectorRecord> records, std::size_t dimensions) {
  json points = json::array();
  for (const VectorRecord& record : records) {
    // The server wants a vector for each point; searches leave out those that have none.
    json vector = has_direction(record.vector) ? json(record.vector) : json(Embedding(dimensions, 1.0F));
    points.push_back({{"id", point_id(space, record.id)}, {"vector", std::move(vector)}, {"payload", payload_of(space, record)}});
  }
  return {{"points", std::move(points)}};
}

json removal_by_source(const StoreNamespace& space, const std::string& source) {
  return {{"filter", all_of(match("namespace", space.name()), match("source", source))}};
}

json retrieval(std::vector<std::string> points) {
  return {{"ids", std::move(points)}, {"with_payload", true}, {"with_vector", true}};
}

json page(const StoreNamespace& space, const Filter& condition, const std::string& offset, std::size_t limit, bool whole) {
  json body = {{"filter", within(space, condition)},
               {"limit", limit},
               {"with_payload", whole ? json(true) : json::array({"metadata"})},
               {"with_vector", false}};
  if (!offset.empty()) body["offset"] = offset;
  return body;
}

json search(const StoreNamespace& space, const VectorQuery& query, const Filter& condition, std::vector<std::string> points) {
  json filter = within(space, condition);
  filter["must"].push_back(match("vector", true));
  if (!points.empty()) filter["must"].push_back({{"has_id", std::move(points)}});
  return {{"query", query.vector}, {"filter", std::move(filter)}, {"limit", query.top}, {"with_payload", true}};
}

EmbedderInfo embedder_of(const json& answer) {
  const json kept = answer.at("result").at("config").value("metadata", json());
  if (!kept.is_object() || !kept.contains("embedder")) return {};
  return {.name = kept.at("embedder").get<std::string>(), .dimensions = kept.at("dimensions").get<std::size_t>()};
}

std::size_t format_of(const json& answer) {
  const json kept = answer.at("result").at("config").value("metadata", json());
  return kept.is_object() ? kept.value("format", std::size_t{0}) : 0;
}

bool by_cosine(const json& answer) {
  const json& vectors = answer.at("result").at("config").at("params").at("vectors");
  return vectors.value("distance", json()) == "Cosine";
}

const json& points_of(const json& answer) {
  const json& points = answer.at("result").at("points");
  static_cast<void>(points.get_ref<const json::array_t&>());
  return points;
}

std::string next_of(const json& answer) {
  const json next = answer.at("result").value("next_page_offset", json());
  return next.is_null() ? std::string() : next.get<std::string>();
}

std::string id_of(const json& point) { return point.at("id").get<std::string>(); }

Json metadata_of(const json& point) {
  return Json::parse(point.at("payload").at("metadata").get_ref<const std::string&>());
}

VectorRecord record_of(const json& point) {
  const json& payload = point.at("payload");
  VectorRecord record{.id = payload.at("id").get<std::string>(),
                      .source = payload.at("source").get<std::string>(),
                      .text = payload.at("text").get<std::string>(),
                      .metadata = metadata_of(point)};
  const json vector = point.value("vector", json());
  if (!vector.is_null() && payload.at("vector").get<bool>()) record.vector = vector.get<Embedding>();
  return record;
}

std::vector<FoundRecord> found_in(const json& answer) {
  std::vector<FoundRecord> found;
  for (const json& point : points_of(answer)) {
    found.push_back({.record = record_of(point), .score = point.at("score").get<double>()});
  }
  return found;
}

}  // namespace baton::inline v0::qdrant
