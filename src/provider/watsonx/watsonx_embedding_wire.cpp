#include "provider/watsonx/watsonx_embedding_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/embedding_json.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/watsonx/watsonx_server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

WatsonxEmbedderOptions checked_watsonx_embedder(WatsonxEmbedderOptions options) {
  refuse_watsonx_deployment(options.server);
  options.server = checked_watsonx(std::move(options.server));
  return options;
}

}  // namespace

WatsonxEmbeddingWire::WatsonxEmbeddingWire(WatsonxEmbedderOptions options)
    : options_(checked_watsonx_embedder(std::move(options))),
      service_{watsonx_peer(options_.server), options_.server.model, {0, options_.max_inputs, options_.concurrency}} {}

HttpRequest WatsonxEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose) const {
  wire_json body = {{"inputs", wire_json::array()}};
  for (const auto& text : texts) body["inputs"].push_back(text.empty() ? " " : text);
  put_watsonx_owner(body, options_.server);
  if (options_.truncate_tokens > 0) body["parameters"] = {{"truncate_input_tokens", options_.truncate_tokens}};
  return watsonx_post(options_.server, "/ml/v1/text/embeddings", body, false);
}

Embedded WatsonxEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t) const {
  const auto answer = parse_lenient(body, options_.server.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const nlohmann::json* results = member_array(*answer, "results");
  if (results == nullptr) throw foreign_answer(service_.peer, head, body);
  Embedded embedded;
  for (const auto& result : *results) {
    const nlohmann::json* value = member(result, "embedding");
    auto vector = value == nullptr ? std::nullopt : embedding_from(*value);
    if (!vector) refuse_embeddings(service_.peer, head, "that are not vectors of numbers");
    embedded.vectors.push_back(*std::move(vector));
  }
  embedded.input_tokens = member_count(*answer, "input_token_count");
  return embedded;
}

}  // namespace detail

std::shared_ptr<const Embedder> watsonx_embedder(WatsonxEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::WatsonxEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
