#pragma once

#include <span>
#include <string>
#include <string_view>

#include "provider/gemini/gemini_server.hpp"
#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// Vertex AI's `predict` for embeddings, and its `embedContent`, which takes one text, for all Gemini models
/// but the first. Sources: https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
/// and …/docs/reference/rest/v1/projects.locations.publishers.models/embedContent; which model takes which:
/// Google's Gen AI SDK for Python, _transformers.py.
class VertexEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit VertexEmbeddingWire(const VertexEmbedderOptions& options);

  [[nodiscard]] const EmbeddingService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  GeminiServer server_;
  EmbeddingService service_;
};

}  // namespace baton::inline v0::detail
