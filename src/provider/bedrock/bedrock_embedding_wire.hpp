#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/bedrock.hpp>

#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// In which form Bedrock takes the texts and gives the vectors: that of the model's maker.
enum class BedrockEmbeds : std::uint8_t { titan_g1, titan_v2, cohere_v3, cohere };

/// Embeddings by Bedrock's InvokeModel. Sources:
/// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html and
/// …/model-parameters-embed-v3.html, …/model-parameters-embed-v4.html.
class BedrockEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work, `unsupported` for models that it does not know.
  explicit BedrockEmbeddingWire(BedrockEmbedderOptions options);

  [[nodiscard]] const EmbeddingService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  BedrockOptions server_;
  BedrockEmbeds form_;
  EmbeddingService service_;
};

}  // namespace baton::inline v0::detail
