#include "provider/cohere/cohere_embedding_wire.hpp"

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

constexpr std::size_t most_cohere_texts = 96;

CohereEmbedderOptions checked_cohere(CohereEmbedderOptions options) {
  options.server = checked(std::move(options.server));
  if (options.max_inputs <= most_cohere_texts) return options;
  throw Error(ErrorCode::invalid_argument, "Cohere embeds 96 texts in one request at most: lower max_inputs");
}

/// Cohere calls what it counts billed units.
std::int64_t cohere_input_tokens(const json& answer) {
  const json* meta = member(answer, "meta");
  const json* units = meta == nullptr ? nullptr : member(*meta, "billed_units");
  return units == nullptr ? 0 : member_count(*units, "input_tokens");
}

}  // namespace

CohereEmbeddingWire::CohereEmbeddingWire(CohereEmbedderOptions options)
    : options_(checked_cohere(std::move(options))),
      service_{peer_of(options_.server), options_.server.model,
               {options_.dimensions, options_.max_inputs, options_.concurrency}} {}

HttpRequest CohereEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose purpose) const {
  wire_json body = {{"model", options_.server.model}, {"texts", wire_json::array()}};
  for (const auto& text : texts) body["texts"].push_back(text.empty() ? " " : text);
  body["input_type"] = purpose == EmbedPurpose::query ? "search_query" : "search_document";
  body["embedding_types"] = wire_json::array({"float"});
  if (options_.dimensions != 0) body["output_dimension"] = options_.dimensions;
  return post_to(options_.server, "/v2/embed", to_text(body), false, bearer(options_.server.api_key));
}

Embedded CohereEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t) const {
  const auto answer = parse_lenient(body, options_.server.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const json* types = member(*answer, "embeddings");
  const json* vectors = types == nullptr ? nullptr : member_array(*types, "float");
  if (vectors == nullptr) throw foreign_answer(service_.peer, head, body);
  Embedded result;
  for (const auto& value : *vectors) {
    auto vector = embedding_from(value);
    if (!vector) refuse_embeddings(service_.peer, head, "that are not vectors of numbers");
    result.vectors.push_back(*std::move(vector));
  }
  result.input_tokens = cohere_input_tokens(*answer);
  return result;
}

}  // namespace detail

std::shared_ptr<const Embedder> cohere_embedder(CohereEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::CohereEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
