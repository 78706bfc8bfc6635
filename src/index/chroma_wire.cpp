#include "chroma_wire.hpp"

#include "chroma_filter.hpp"
#include "record_check.hpp"
#include "store_call.hpp"

namespace baton::inline v0::chroma {
namespace {

using nlohmann::json;

json metadata_of(const StoreNamespace& space, const VectorRecord& record) {
  json metadata = filter_fields(record.metadata);
  metadata.update({{"namespace", space.name()},
                   {"id", record.id},
                   {"source", record.source},
                   {"metadata", record.metadata.dump()},
                   {"vector", has_direction(record.vector)}});
  return metadata;
}

/// The server wants a vector for each record; searches leave out those that have none.
Embedding vector_of(const VectorRecord& record, std::size_t dimensions) {
  if (has_direction(record.vector)) return record.vector;
  return Embedding(dimensions, 1.0F);
}

Json own_metadata(const json& metadata) { return Json::parse(metadata.at("metadata").get_ref<const std::string&>()); }

VectorRecord record_of(const json& metadata, const json& document) {
  return {.id = metadata.at("id").get<std::string>(),
          .source = metadata.at("source").get<std::string>(),
          .text = document.get<std::string>(),
          .metadata = own_metadata(metadata)};
}

json both(json one, json other) { return {{"$and", json::array({std::move(one), std::move(other)})}}; }

}  // namespace

std::string key_of(const StoreNamespace& space, const std::string& id) {
  return std::to_string(space.name().size()) + ":" + space.name() + ":" + id;
}

std::vector<std::string> keys_of(const StoreNamespace& space, std::span<const std::string> ids) {
  std::vector<std::string> keys;
  for (const std::string& id : ids) keys.push_back(key_of(space, id));
  return keys;
}

json creation(const std::string& collection, const EmbedderInfo& embedder) {
  return {{"name", collection},
          {"get_or_create", true},
          {"configuration", {{"hnsw", {{"space", "cosine"}}}}},
          {"metadata", {{"embedder", embedder.name}, {"dimensions", embedder.dimensions}, {"format", collection_format}}}};
}

json upsertion(const StoreNamespace& space, std::span<const VectorRecord> records, std::size_t dimensions) {
  json ids = json::array();
  json embeddings = json::array();
  json documents = json::array();
  json metadatas = json::array();
  for (const VectorRecord& record : records) {
    ids.push_back(key_of(space, record.id));
    embeddings.push_back(vector_of(record, dimensions));
    documents.push_back(record.text);
    metadatas.push_back(metadata_of(space, record));
  }
  return {{"ids", std::move(ids)},
          {"embeddings", std::move(embeddings)},
          {"documents", std::move(documents)},
          {"metadatas", std::move(metadatas)}};
}

json removal_by_source(const StoreNamespace& space, const std::string& source) {
  return {{"where", both({{"namespace", space.name()}}, {{"source", source}})}};
}

json page(const StoreNamespace& space, const Filter& filter, std::size_t offset, std::size_t limit, bool texts) {
  json include = json::array({"metadatas"});
  if (texts) include.push_back("documents");
  json where = {{"namespace", space.name()}};
  json condition = wide_condition(filter);
  if (!condition.is_null()) where = both(std::move(where), std::move(condition));
  return {{"where", std::move(where)},
          {"limit", limit},
          {"offset", offset},
          {"include", std::move(include)}};
}

json search(const StoreNamespace& space, const VectorQuery& query, std::vector<std::string> keys) {
  json body = {{"query_embeddings", json::array({query.vector})},
               {"n_results", query.top},
               {"include", {"metadatas", "documents", "distances"}},
               {"where", both({{"namespace", space.name()}}, {{"vector", true}})}};
  if (!keys.empty()) body["ids"] = std::move(keys);
  return body;
}

EmbedderInfo embedder_of(const json& collection) {
  const json& kept = collection.at("metadata");
  if (!kept.is_object() || !kept.contains("embedder")) return {};
  return {.name = kept.at("embedder").get<std::string>(), .dimensions = kept.at("dimensions").get<std::size_t>()};
}

std::size_t format_of(const json& collection) {
  const json& kept = collection.at("metadata");
  return kept.is_object() ? kept.value("format", std::size_t{0}) : 0;
}

bool by_cosine(const json& collection) {
  const json& configuration = collection.at("configuration_json");
  for (const char* index : {"hnsw", "spann"}) {
    const json settings = configuration.value(index, json());
    if (settings.is_object()) return settings.value("space", "") == "cosine";
  }
  return false;
}

std::size_t count_of(const json& answer) { return answer.at("ids").get_ref<const json::array_t&>().size(); }

std::string key_at(const json& answer, std::size_t place) { return answer.at("ids").at(place).get<std::string>(); }

Json metadata_at(const json& answer, std::size_t place) { return own_metadata(answer.at("metadatas").at(place)); }

VectorRecord record_at(const json& answer, std::size_t place) {
  const json& metadata = answer.at("metadatas").at(place);
  VectorRecord record = record_of(metadata, answer.at("documents").at(place));
  const json vectors = answer.value("embeddings", json());
  if (vectors.is_array() && metadata.at("vector").get<bool>()) record.vector = vectors.at(place).get<Embedding>();
  return record;
}

std::vector<FoundRecord> found_in(const json& answer) {
  std::vector<FoundRecord> found;
  const json& metadatas = answer.at("metadatas").at(0);
  const json& documents = answer.at("documents").at(0);
  const json& distances = answer.at("distances").at(0);
  for (std::size_t i = 0; i < answer.at("ids").at(0).size(); ++i) {
    found.push_back({.record = record_of(metadatas.at(i), documents.at(i)), .score = 1.0 - distances.at(i).get<double>()});
  }
  return found;
}

}  // namespace baton::inline v0::chroma
