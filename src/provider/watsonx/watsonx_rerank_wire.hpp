#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/watsonx.hpp>

#include "provider/wire_reranker.hpp"

namespace baton::inline v0::detail {

/// The reranking protocol of IBM watsonx.ai. Source: IBM's SDK for Node.js, TextRerankParams and
/// RerankResponse.
class WatsonxRerankWire : public RerankWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit WatsonxRerankWire(WatsonxRerankerOptions options);

  [[nodiscard]] const RerankService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(const std::string& query, std::span<const std::string> texts,
                                    std::size_t top) const override;
  [[nodiscard]] Reranked read(const HttpHead& head, std::string_view body) const override;

 private:
  WatsonxRerankerOptions options_;
  RerankService service_;
};

}  // namespace baton::inline v0::detail
