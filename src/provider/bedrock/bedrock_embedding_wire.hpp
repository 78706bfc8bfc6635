#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/bedrock.hpp>

#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// How to embed over `POST {base_url}/model/{model}/invoke`.
struct BedrockEmbedderOptions {
  BedrockOptions server{};
  std::size_t dimensions = 0;   ///< ask for shortened vectors; 0: the model's own length
  std::size_t concurrency = 4;  ///< requests at the same time; Titan takes one text in each, Cohere 96
};

/// An embedding model of Amazon's Titan family or of Cohere's on Bedrock: the name in `server.model`
/// ("amazon.titan-embed-text-v2:0", "cohere.embed-v4:0", also in a profile's) tells in which form Bedrock
/// takes the text. The purpose goes to Cohere's models. An empty text is sent as one space, and a text that
/// is too long is refused, not cut off. Throws `unsupported` for another name, or for `dimensions` of a model
/// that has one length only, and else as `bedrock_model` does. Source: Bedrock's user guide, "Amazon Titan
/// Embeddings Text" and "Cohere Embed".
[[nodiscard]] std::shared_ptr<const Embedder> bedrock_embedder(BedrockEmbedderOptions options);

/// In which form Bedrock takes the texts and gives the vectors: that of the model's maker.
enum class BedrockEmbeds : std::uint8_t { titan_g1, titan_v2, cohere_v3, cohere };

/// Embeddings by Bedrock's InvokeModel. Sources:
/// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html and
/// …/model-parameters-embed-v3.html, …/model-parameters-embed-v4.html.
class BedrockEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work, `unsupported` for models that it does not know.
  explicit BedrockEmbeddingWire(BedrockEmbedderOptions options);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return server_.model; }
  [[nodiscard]] std::string suffix() const override { return dimensions_suffix(shape_.dimensions); }
  [[nodiscard]] const EmbeddingShape& shape() const noexcept override { return shape_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  BedrockOptions server_;
  BedrockEmbeds form_;
  EmbeddingShape shape_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
