#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/bedrock.hpp>

#include "provider/wire_reranker.hpp"

namespace baton::inline v0::detail {

/// How to rerank over `POST {base_url}/rerank`.
struct BedrockRerankerOptions {
  /// Without `base_url`: the region's endpoint of bedrock-agent-runtime, which takes access keys and no API
  /// key. The model is an id ("cohere.rerank-v3-5:0") or an ARN.
  BedrockOptions server{};
  std::size_t max_texts = 1'000;  ///< in one request: the most that Bedrock takes
  std::size_t concurrency = 4;    ///< requests at the same time
};

/// A reranking model on Bedrock. An empty text is sent as one space. Throws as `bedrock_model` does, and
/// `permission_denied` where AWS would be called with nothing but an API key. Source: botocore's
/// bedrock-agent-runtime/2023-07-26/service-2.json, `RerankRequest`.
[[nodiscard]] std::shared_ptr<const Reranker> bedrock_reranker(BedrockRerankerOptions options);

/// The Rerank operation of bedrock-agent-runtime. Source: botocore's
/// bedrock-agent-runtime/2023-07-26/service-2.json, `RerankRequest` and `RerankResponse`.
class BedrockRerankWire : public RerankWire {
 public:
  /// Throws `invalid_argument` for options that can never work, `permission_denied` for a missing key.
  explicit BedrockRerankWire(BedrockRerankerOptions options);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return server_.model; }
  [[nodiscard]] const RerankShape& shape() const noexcept override { return shape_; }
  [[nodiscard]] HttpRequest request(const std::string& query, std::span<const std::string> texts,
                                    std::size_t top) const override;
  [[nodiscard]] Reranked read(const HttpHead& head, std::string_view body) const override;

 private:
  BedrockOptions server_;
  RerankShape shape_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
