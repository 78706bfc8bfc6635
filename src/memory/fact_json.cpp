#include "memory/fact_json.hpp"

#include <bit>
#include <cstring>

#include <baton/core/error.hpp>
#include <baton/core/json.hpp>

namespace baton::inline v0 {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "vectors are stored little-endian");

json source_to_json(const FactSource& source) {
  return {{"conversation", source.conversation}, {"quote", source.quote},   {"role", source.role},
          {"model", source.model},               {"at_ms", to_ms(source.at)}};
}

FactSource source_from_json(const json& source) {
  return {.conversation = source.at("conversation"),
          .quote = source.at("quote"),
          .role = source.at("role"),
          .model = source.at("model"),
          .at = from_ms(source.at("at_ms"))};
}

}  // namespace

json fact_to_json(const Fact& fact) {
  json sources = json::array();
  for (const FactSource& source : fact.sources) sources.push_back(source_to_json(source));
  return {{"text", fact.text},
          {"importance", fact.importance},
          {"learned_ms", to_ms(fact.learned)},
          {"confirmed_ms", to_ms(fact.confirmed)},
          {"mentions", fact.mentions},
          {"sources", std::move(sources)},
          {"embedder", fact.embedder}};
}

Fact fact_from_json(std::string_view text) {
  try {
    const Json parsed = Json::parse(text);
    const json& body = parsed.ref();
    Fact fact{.text = body.at("text"),
              .importance = body.at("importance"),
              .learned = from_ms(body.at("learned_ms")),
              .confirmed = from_ms(body.at("confirmed_ms")),
              .mentions = body.at("mentions"),
              .sources = {},
              .embedder = body.at("embedder"),
              .vector = {}};
    for (const json& source : body.at("sources")) fact.sources.push_back(source_from_json(source));
    return fact;
  } catch (const json::exception& error) {
    throw Error(ErrorCode::data_corrupt, std::string("a stored fact is damaged: erase it or restore a copy of the "
                                                     "store (") + error.what() + ")");
  }
}

std::string vector_bytes(const Embedding& vector) {
  std::string bytes(vector.size() * sizeof(float), '\0');
  if (!vector.empty()) std::memcpy(bytes.data(), vector.data(), bytes.size());
  return bytes;
}

Embedding vector_from_bytes(std::span<const std::byte> bytes) {
  Embedding vector(bytes.size() / sizeof(float));
  if (!vector.empty()) std::memcpy(vector.data(), bytes.data(), vector.size() * sizeof(float));
  return vector;
}

std::int64_t to_ms(std::chrono::system_clock::time_point when) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count();
}

std::chrono::system_clock::time_point from_ms(std::int64_t ms) {
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(ms));
}

json facts_to_json(const FactSet& set) {
  json versions = json::array();
  for (const FactVersion& version : set.versions) {
    versions.push_back({{"id", version.id},
                        {"revision", version.revision},
                        {"at_ms", to_ms(version.at)},
                        {"fact", version.fact ? fact_to_json(*version.fact) : json()}});
  }
  return {{"revision", set.revision}, {"oldest", set.oldest}, {"versions", std::move(versions)}};
}

}  // namespace baton::inline v0
