#include "provider/openai/openai_embedding_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/embedding_json.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

using nlohmann::json;

OpenAiEmbedderOptions checked_embedder(OpenAiEmbedderOptions options) {
  options.server = checked(std::move(options.server));
  return options;
}

std::optional<Embedding> vector_of(const json& item) {
  const json* value = member(item, "embedding");
  return value == nullptr ? std::nullopt : embedding_from(*value);
}

std::size_t place_of(const json& item, std::size_t otherwise) {
  const json* index = member(item, "index");
  return index != nullptr && index->is_number_unsigned() ? index->get<std::size_t>() : otherwise;
}

}  // namespace

std::string openai_embedding_body(const OpenAiEmbedderOptions& options,
                                  std::span<const std::string> texts) {
  wire_json body = {{"model", options.server.model}, {"input", wire_json::array()}};
  for (const auto& text : texts) body["input"].push_back(text.empty() ? " " : text);
  if (options.dimensions != 0) body[options.server.dialect.dimensions_field] = options.dimensions;
  if (options.server.dialect.base64_embeddings) body["encoding_format"] = "base64";
  return to_text(body);
}

Embedded read_openai_embeddings(const Peer& peer, const HttpHead& head, std::string_view body,
                                std::size_t count, const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(peer, head, *answer);
  const json* data = member_array(*answer, "data");
  if (data == nullptr) throw foreign_answer(peer, head, body);
  if (data->size() != count) {
    refuse_embeddings(peer, head,
                      "for " + std::to_string(data->size()) + " of " + std::to_string(count) + " texts");
  }
  Embedded result;
  result.vectors.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = place_of((*data)[i], i);
    if (place >= count || !result.vectors[place].empty()) {
      refuse_embeddings(peer, head, "with a wrong index");
    }
    auto vector = vector_of((*data)[i]);
    if (!vector) refuse_embeddings(peer, head, "that are not vectors of numbers");
    result.vectors[place] = *std::move(vector);
  }
  if (const json* usage = member(*answer, "usage")) {
    result.input_tokens = member_count(*usage, "prompt_tokens");
  }
  return result;
}

OpenAiEmbeddingWire::OpenAiEmbeddingWire(OpenAiEmbedderOptions options)
    : options_(checked_embedder(std::move(options))),
      service_{peer_of(options_.server), options_.server.model,
               {options_.dimensions, options_.max_inputs, options_.concurrency}} {}

HttpRequest OpenAiEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose) const {
  return post_to(options_.server, "/embeddings", openai_embedding_body(options_, texts), false,
                 key_credential(options_.server));
}

Embedded OpenAiEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t count) const {
  return read_openai_embeddings(service_.peer, head, body, count, options_.server.limits);
}

}  // namespace detail

std::shared_ptr<const Embedder> openai_embedder(OpenAiEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::OpenAiEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
