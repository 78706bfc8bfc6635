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

/// The first row whose name begins the model's name counts. Empty: no task is sent.
struct JinaTasks {
  std::string_view name;
  std::string_view query;
  std::string_view document;
};

constexpr std::array jina_tasks = {
    JinaTasks{"jina-embeddings-v2", "", ""},
    JinaTasks{"jina-clip-v1", "", ""},
    JinaTasks{"jina-clip", "retrieval.query", ""},
    JinaTasks{"jina-colbert", "", ""},
    JinaTasks{"jina-code-embeddings", "nl2code.query", "nl2code.passage"},
    JinaTasks{"elser", "", ""},
    JinaTasks{"", "retrieval.query", "retrieval.passage"},
};

std::string_view jina_task(std::string_view model, EmbedPurpose purpose) {
  const auto row = std::find_if(jina_tasks.begin(), jina_tasks.end(),
                                [&](const JinaTasks& tasks) { return model.starts_with(tasks.name); });
  return purpose == EmbedPurpose::query ? row->query : row->document;
}

}  // namespace

JinaEmbeddingWire::JinaEmbeddingWire(JinaEmbedderOptions options)
    : options_(checked(std::move(options))),
      service_{peer_of(options_), options_.model, {options_.dimensions, options_.max_inputs, options_.concurrency}} {}

HttpRequest JinaEmbeddingWire::request(std::span<const std::string> texts, EmbedPurpose purpose) const {
  wire_json body = {{"model", options_.model}, {"input", wire_json::array()}};
  for (const auto& text : texts) body["input"].push_back(text.empty() ? " " : text);
  if (const auto task = jina_task(options_.model, purpose); !task.empty()) body["task"] = task;
  if (options_.dimensions != 0) body["dimensions"] = options_.dimensions;
  return post_to(options_, "/embeddings", to_text(body), false, bearer(options_.api_key));
}

Embedded JinaEmbeddingWire::read(const HttpHead& head, std::string_view body, std::size_t count) const {
  return read_openai_embeddings(service_.peer, head, body, count, options_.limits);
}

}  // namespace detail

std::shared_ptr<const Embedder> jina_embedder(JinaEmbedderOptions options) {
  return detail::wire_embedder(std::make_unique<detail::JinaEmbeddingWire>(std::move(options)));
}

}  // namespace baton::inline v0
