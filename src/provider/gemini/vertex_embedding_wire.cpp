#include "provider/gemini/vertex_embedding_wire.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/embedding_json.hpp"
#include "provider/gemini/gemini_embedding_wire.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_vertex_texts = 250;

bool is_first_gemini_embedding(const std::string& model) { return model.ends_with("gemini-embedding-001"); }

bool by_embed_content(const std::string& model) {
  return model.find("gemini") != std::string::npos && !is_first_gemini_embedding(model);
}

EmbeddingShape vertex_embedding_shape(const VertexEmbedderOptions& options) {
  const std::string& model = options.server.model;
  if (options.max_inputs > most_vertex_texts) {
    throw Error(ErrorCode::invalid_argument, "Vertex AI embeds 250 texts in one request at most: lower max_inputs");
  }
  const bool single = is_first_gemini_embedding(model) || by_embed_content(model);
  return {options.dimensions, single ? std::min<std::size_t>(options.max_inputs, 1) : options.max_inputs,
          options.concurrency};
}

wire_json predict_body(const std::string& model, std::span<const std::string> texts, EmbedPurpose purpose,
                       std::size_t dimensions) {
  wire_json body = {{"instances", wire_json::array()}};
  for (const auto& text : texts) {
    body["instances"].push_back(
        {{"content", gemini_embed_text(model, text, purpose)}, {"task_type", gemini_task_type(purpose)}});
  }
  body["parameters"]["autoTruncate"] = false;
  if (dimensions != 0) body["parameters"]["outputDimensionality"] = dimensions;
  return body;
}

wire_json embed_content_body(const std::string& model, const std::string& text, EmbedPurpose purpose,
                             std::size_t dimensions) {
  wire_json body;
  body["content"]["parts"] = wire_json::array({{{"text", gemini_embed_text(model, text, purpose)}}});
  if (!gemini_purpose_in_words(model)) body["taskType"] = gemini_task_type(purpose);
  if (dimensions != 0) body["outputDimensionality"] = dimensions;
  body["autoTruncate"] = false;
  return body;
}

/// "token_count" in the examples of Vertex AI's pages, "tokenCount" in its reference.
std::int64_t vertex_embedded_tokens(const json& embedding) {
  const json* statistics = member(embedding, "statistics");
  if (statistics == nullptr) return 0;
  const std::int64_t count = member_count(*statistics, "token_count");
  return count != 0 ? count : member_count(*statistics, "tokenCount");
}

}  // namespace

VertexEmbeddingWire::VertexEmbeddingWire(const VertexEmbedderOptions& options)
    : server_(gemini_server(options.server)),
      service_{peer_of(server_), server_.model, vertex_embedding_shape(options)} {}

HttpRequest VertexEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose purpose) const {
  const bool content = by_embed_content(server_.model);
  const wire_json body = content ? embed_content_body(server_.model, texts[0], purpose, service_.shape.dimensions)
                                 : predict_body(server_.model, texts, purpose, service_.shape.dimensions);
  return post_to(server_, gemini_path(server_) + (content ? ":embedContent" : ":predict"), to_text(body), false,
                 gemini_credential(server_));
}

Embedded VertexEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t) const {
  const auto answer = parse_lenient(body, server_.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  Embedded result;
  const auto add = [&](const json* embedding) {
    const json* values = embedding == nullptr ? nullptr : member_array(*embedding, "values");
    auto vector = values == nullptr ? std::nullopt : embedding_from(*values);
    if (!vector) refuse_embeddings(service_.peer, head, "that are not vectors of numbers");
    result.vectors.push_back(*std::move(vector));
    result.input_tokens += vertex_embedded_tokens(*embedding);
  };
  if (const json* one = member(*answer, "embedding")) {
    add(one);
    if (const json* usage = member(*answer, "usageMetadata")) {
      result.input_tokens = member_count(*usage, "promptTokenCount");
    }
    return result;
  }
  const json* predictions = member_array(*answer, "predictions");
  if (predictions == nullptr) throw foreign_answer(service_.peer, head, body);
  for (const auto& each : *predictions) add(member(each, "embeddings"));
  return result;
}

}  // namespace detail

std::shared_ptr<const Embedder> vertex_embedder(VertexEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::VertexEmbeddingWire>(options));
}

}  // namespace baton::inline v0
