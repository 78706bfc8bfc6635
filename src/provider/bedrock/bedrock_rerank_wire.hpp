#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/bedrock.hpp>

#include "provider/wire_reranker.hpp"

namespace baton::inline v0::detail {

/// The Rerank operation of bedrock-agent-runtime. Source: botocore's
/// bedrock-agent-runtime/2023-07-26/service-2.json, `RerankRequest` and `RerankResponse`.
class BedrockRerankWire : public RerankWire {
 public:
  /// Throws `invalid_argument` for options that can never work, `permission_denied` for a missing key.
  explicit BedrockRerankWire(BedrockRerankerOptions options);

  [[nodiscard]] const RerankService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(const std::string& query, std::span<const std::string> texts,
                                    std::size_t top) const override;
  [[nodiscard]] Reranked read(const HttpHead& head, std::string_view body) const override;

 private:
  BedrockOptions server_;
  RerankService service_;
};

}  // namespace baton::inline v0::detail
