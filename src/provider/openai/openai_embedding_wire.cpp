#include "provider/openai/openai_embedding_wire.hpp"

#include <bit>
#include <cstdint>
#include <utility>

#include <baton/core/base64.hpp>

#include "provider/json_fields.hpp"
#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

float float_at(std::string_view bytes, std::size_t at) {
  std::uint32_t bits = 0;
  for (std::size_t i = 4; i-- > 0;) bits = bits << 8U | static_cast<unsigned char>(bytes[at + i]);
  return std::bit_cast<float>(bits);
}

std::optional<Embedding> from_base64(const std::string& text) {
  const auto bytes = base64_decode(text);
  if (!bytes || bytes->size() % 4 != 0) return std::nullopt;
  Embedding vector(bytes->size() / 4);
  for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = float_at(*bytes, i * 4);
  return vector;
}

std::optional<Embedding> from_array(const json& values) {
  Embedding vector;
  vector.reserve(values.size());
  for (const auto& value : values) {
    if (!value.is_number()) return std::nullopt;
    vector.push_back(value.get<float>());
  }
  return vector;
}

std::optional<Embedding> vector_of(const json& item) {
  const json* value = member(item, "embedding");
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return from_base64(value->get_ref<const std::string&>());
  return value->is_array() ? from_array(*value) : std::nullopt;
}

[[noreturn]] void refuse(const Peer& peer, const HttpHead& head, const std::string& problem) {
  throw Error(ErrorCode::bad_response, peer.vendor + " answered embeddings " + problem +
                                           ": check that the model is an embedding model")
      .with_provider(peer.vendor)
      .with_http(head.status, vendor_request_id(head));
}

std::size_t place_of(const json& item, std::size_t otherwise) {
  const json* index = member(item, "index");
  return index != nullptr && index->is_number_unsigned() ? index->get<std::size_t>() : otherwise;
}

}  // namespace

std::string openai_embedding_body(const OpenAiEmbedderOptions& options,
                                  std::span<const std::string> texts) {
  nlohmann::ordered_json body = {{"model", options.server.model}, {"input", json::array()}};
  for (const auto& text : texts) body["input"].push_back(text.empty() ? " " : text);
  if (options.dimensions != 0) body[options.server.dialect.dimensions_field] = options.dimensions;
  if (options.server.dialect.base64_embeddings) body["encoding_format"] = "base64";
  return to_text(body);
}

OpenAiEmbeddings read_openai_embeddings(const Peer& peer, const HttpHead& head,
                                        std::string_view body, std::size_t count,
                                        std::size_t dimensions, const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(peer, head, *answer);
  const json* data = member_array(*answer, "data");
  if (data == nullptr) throw foreign_answer(peer, head, body);
  if (data->size() != count) {
    refuse(peer, head, "for " + std::to_string(data->size()) + " of " + std::to_string(count) + " texts");
  }
  OpenAiEmbeddings result;
  result.vectors.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = place_of((*data)[i], i);
    if (place >= count || !result.vectors[place].empty()) refuse(peer, head, "with a wrong index");
    auto vector = vector_of((*data)[i]);
    if (!vector || vector->empty()) refuse(peer, head, "that are not vectors of numbers");
    if (dimensions == 0) dimensions = vector->size();
    if (vector->size() != dimensions) {
      refuse(peer, head, "of " + std::to_string(vector->size()) + " instead of " +
                             std::to_string(dimensions) + " numbers");
    }
    result.vectors[place] = *std::move(vector);
  }
  if (const json* usage = member(*answer, "usage")) {
    result.usage.input_tokens = member_count(*usage, "prompt_tokens");
  }
  return result;
}

}  // namespace baton::inline v0::detail
