#include "provider/ollama/ollama_embedding_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/embedding_json.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/ollama/ollama_answer.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

OllamaEmbedderOptions checked_ollama(OllamaEmbedderOptions options) {
  options.server = checked(std::move(options.server));
  return options;
}

}  // namespace

OllamaEmbeddingWire::OllamaEmbeddingWire(OllamaEmbedderOptions options)
    : options_(checked_ollama(std::move(options))),
      service_{peer_of(options_.server), options_.server.model,
               {options_.dimensions, options_.max_inputs, options_.concurrency}} {}

HttpRequest OllamaEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose) const {
  wire_json body = {{"model", options_.server.model}, {"input", wire_json::array()}};
  // An empty text may have no vector.
  for (const auto& text : texts) body["input"].push_back(text.empty() ? " " : text);
  // By itself the server would embed the beginning of a text that is too long, and nobody would know.
  body["truncate"] = false;
  if (options_.dimensions != 0) body["dimensions"] = options_.dimensions;
  return post_to(options_.server, "/api/embed", to_text(body), false, bearer(options_.server.api_key));
}

Embedded OllamaEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t) const {
  const auto answer = parse_lenient(body, options_.server.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (is_ollama_error(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const nlohmann::json* vectors = member_array(*answer, "embeddings");
  if (vectors == nullptr) throw foreign_answer(service_.peer, head, body);
  Embedded result;
  for (const auto& value : *vectors) {
    auto vector = embedding_from(value);
    if (!vector) refuse_embeddings(service_.peer, head, "that are not vectors of numbers");
    result.vectors.push_back(*std::move(vector));
  }
  result.input_tokens = member_count(*answer, "prompt_eval_count");
  return result;
}

}  // namespace detail

std::shared_ptr<const Embedder> ollama_embedder(OllamaEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::OllamaEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
