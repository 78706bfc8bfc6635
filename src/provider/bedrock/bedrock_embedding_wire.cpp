#include "provider/bedrock/bedrock_embedding_wire.hpp"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/bedrock/bedrock_server.hpp"
#include "provider/embedding_json.hpp"
#include "provider/form_body.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

using nlohmann::json;

struct BedrockEmbedRow {
  std::string_view name;  ///< a part of the model's name; the first row that fits counts
  BedrockEmbeds form;
  std::size_t max_inputs;
  bool shortens;
};

constexpr std::array bedrock_embed_rows = {
    BedrockEmbedRow{"amazon.titan-embed-text-v2", BedrockEmbeds::titan_v2, 1, true},
    BedrockEmbedRow{"amazon.titan-embed-", BedrockEmbeds::titan_g1, 1, false},
    BedrockEmbedRow{"cohere.embed-english-v3", BedrockEmbeds::cohere_v3, 96, false},
    BedrockEmbedRow{"cohere.embed-multilingual-v3", BedrockEmbeds::cohere_v3, 96, false},
    BedrockEmbedRow{"cohere.embed-", BedrockEmbeds::cohere, 96, true},
};

const BedrockEmbedRow& bedrock_embed_row(const BedrockEmbedderOptions& options) {
  const std::string& model = options.server.model;
  for (const auto& row : bedrock_embed_rows) {
    if (model.find(row.name) == std::string::npos) continue;
    if (row.shortens || options.dimensions == 0) return row;
    throw Error(ErrorCode::unsupported, model + " has vectors of one length only: leave dimensions at 0");
  }
  throw Error(ErrorCode::unsupported, "'" + model +
                                          "' is no embedding model that baton knows on Bedrock: take one of "
                                          "amazon.titan-embed-… or cohere.embed-…");
}

/// Both makers refuse empty text.
std::string bedrock_embed_text(const std::string& text) { return text.empty() ? " " : text; }

wire_json titan_body(const std::string& text, BedrockEmbeds form, std::size_t dimensions) {
  wire_json body = {{"inputText", bedrock_embed_text(text)}};
  if (form == BedrockEmbeds::titan_g1) return body;
  if (dimensions != 0) body["dimensions"] = dimensions;
  body["normalize"] = true;
  return body;
}

wire_json cohere_on_bedrock_body(std::span<const std::string> texts, EmbedPurpose purpose, std::size_t dimensions) {
  wire_json body = {{"texts", wire_json::array()}};
  for (const auto& text : texts) body["texts"].push_back(bedrock_embed_text(text));
  body["input_type"] = purpose == EmbedPurpose::query ? "search_query" : "search_document";
  body["truncate"] = "NONE";
  body["embedding_types"] = wire_json::array({"float"});
  if (dimensions != 0) body["output_dimension"] = dimensions;
  return body;
}

/// The vectors by their type; version 3 may also give them without one.
const json* cohere_on_bedrock_vectors(const json& answer) {
  const json* embeddings = member(answer, "embeddings");
  if (embeddings == nullptr || embeddings->is_array()) return embeddings;
  return member_array(*embeddings, "float");
}

}  // namespace

BedrockEmbeddingWire::BedrockEmbeddingWire(BedrockEmbedderOptions options)
    : server_(bedrock_server(options.server, "bedrock-runtime")) {
  const BedrockEmbedRow& row = bedrock_embed_row(options);
  form_ = row.form;
  service_ = {bedrock_peer(server_), server_.model, {options.dimensions, row.max_inputs, options.concurrency}};
}

HttpRequest BedrockEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose purpose) const {
  const bool titan = form_ == BedrockEmbeds::titan_g1 || form_ == BedrockEmbeds::titan_v2;
  const wire_json body = titan ? titan_body(texts[0], form_, service_.shape.dimensions)
                               : cohere_on_bedrock_body(texts, purpose, service_.shape.dimensions);
  return bedrock_post(server_, "/model/" + percent_encoded(server_.model) + "/invoke", to_text(body));
}

Embedded BedrockEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t) const {
  const auto answer = parse_lenient(body, server_.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  Embedded result;
  const auto add = [&](const json& value) {
    auto vector = embedding_from(value);
    if (!vector) refuse_embeddings(service_.peer, head, "that are not vectors of numbers");
    result.vectors.push_back(*std::move(vector));
  };
  if (const json* one = member_array(*answer, "embedding")) {
    add(*one);
    result.input_tokens = member_count(*answer, "inputTextTokenCount");
    return result;
  }
  const json* vectors = cohere_on_bedrock_vectors(*answer);
  if (vectors == nullptr) throw foreign_answer(service_.peer, head, body);
  for (const auto& value : *vectors) add(value);
  return result;
}

}  // namespace detail

std::shared_ptr<const Embedder> bedrock_embedder(BedrockEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::BedrockEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
