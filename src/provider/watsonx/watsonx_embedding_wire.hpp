#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/watsonx.hpp>

#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// The embeddings protocol of IBM watsonx.ai. Source: IBM's SDK for Node.js, TextEmbeddingsParams and
/// EmbeddingsResponse.
class WatsonxEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit WatsonxEmbeddingWire(WatsonxEmbedderOptions options);

  [[nodiscard]] const EmbeddingService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  WatsonxEmbedderOptions options_;
  EmbeddingService service_;
};

}  // namespace baton::inline v0::detail
