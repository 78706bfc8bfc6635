#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/ollama.hpp>

#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// Ollama's embedding protocol. Source: Ollama's docs/api.md, "Generate Embeddings".
class OllamaEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit OllamaEmbeddingWire(OllamaEmbedderOptions options);

  [[nodiscard]] const EmbeddingService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  OllamaEmbedderOptions options_;
  EmbeddingService service_;
};

}  // namespace baton::inline v0::detail
