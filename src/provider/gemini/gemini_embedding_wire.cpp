#include "provider/gemini/gemini_embedding_wire.hpp"

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

wire_json gemini_embed_request(const GeminiServer& server, const std::string& text, EmbedPurpose purpose,
                               std::size_t dimensions) {
  wire_json request = {{"model", gemini_path(server).substr(1)}};
  request["content"]["parts"] = wire_json::array({{{"text", gemini_embed_text(server.model, text, purpose)}}});
  if (!gemini_purpose_in_words(server.model)) request["taskType"] = gemini_task_type(purpose);
  if (dimensions != 0) request["outputDimensionality"] = dimensions;
  return request;
}

}  // namespace

bool gemini_purpose_in_words(const std::string& model) { return model.find("gemini-embedding-2") != std::string::npos; }

std::string gemini_embed_text(const std::string& model, const std::string& text, EmbedPurpose purpose) {
  const std::string shown = text.empty() ? " " : text;
  if (!gemini_purpose_in_words(model)) return shown;
  return (purpose == EmbedPurpose::query ? "task: search result | query: " : "title: none | text: ") + shown;
}

const char* gemini_task_type(EmbedPurpose purpose) {
  return purpose == EmbedPurpose::query ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT";
}

GeminiEmbeddingWire::GeminiEmbeddingWire(GeminiEmbedderOptions options)
    : server_(gemini_server(std::move(options.server))),
      service_{peer_of(server_), server_.model, {options.dimensions, options.max_inputs, options.concurrency}} {}

HttpRequest GeminiEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose purpose) const {
  wire_json body = {{"requests", wire_json::array()}};
  for (const auto& text : texts) {
    body["requests"].push_back(gemini_embed_request(server_, text, purpose, service_.shape.dimensions));
  }
  return post_to(server_, gemini_path(server_) + ":batchEmbedContents", to_text(body), false,
                 gemini_credential(server_));
}

Embedded GeminiEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t) const {
  const auto answer = parse_lenient(body, server_.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const json* embeddings = member_array(*answer, "embeddings");
  if (embeddings == nullptr) throw foreign_answer(service_.peer, head, body);
  Embedded result;
  for (const auto& one : *embeddings) {
    const json* values = member_array(one, "values");
    auto vector = values == nullptr ? std::nullopt : embedding_from(*values);
    if (!vector) refuse_embeddings(service_.peer, head, "that are not vectors of numbers");
    result.vectors.push_back(*std::move(vector));
  }
  if (const json* usage = member(*answer, "usageMetadata")) {
    result.input_tokens = member_count(*usage, "promptTokenCount");
  }
  return result;
}

}  // namespace detail

std::shared_ptr<const Embedder> gemini_embedder(GeminiEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::GeminiEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
