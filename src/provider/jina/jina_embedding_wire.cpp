#include "provider/jina/jina_embedding_wire.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/openai/openai_embedding_wire.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

/// The models from before there were tasks.
constexpr std::array<std::string_view, 3> jina_without_tasks = {"jina-embeddings-v2", "jina-embedding-", "jina-clip-v1"};

bool has_tasks(const std::string& model) {
  return std::none_of(jina_without_tasks.begin(), jina_without_tasks.end(),
                      [&](std::string_view name) { return model.starts_with(name); });
}

}  // namespace

JinaEmbeddingWire::JinaEmbeddingWire(JinaEmbedderOptions options)
    : options_(checked(std::move(options))),
      shape_{options_.dimensions, options_.max_inputs, options_.concurrency},
      peer_(peer_of(options_)) {}

HttpRequest JinaEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose purpose) const {
  wire_json body = {{"model", options_.model}, {"input", wire_json::array()}};
  for (const auto& text : texts) body["input"].push_back(text.empty() ? " " : text);
  if (has_tasks(options_.model)) {
    body["task"] = purpose == EmbedPurpose::query ? "retrieval.query" : "retrieval.passage";
  }
  if (options_.dimensions != 0) body["dimensions"] = options_.dimensions;
  return post_to(options_, "/embeddings", to_text(body), false, bearer(options_.api_key));
}

Embedded JinaEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t count) const {
  return read_openai_embeddings(peer_, head, body, count, options_.limits);
}

}  // namespace detail

std::shared_ptr<const Embedder> jina_embedder(JinaEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::JinaEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
