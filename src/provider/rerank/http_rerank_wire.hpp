#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/http_reranker.hpp>

#include "provider/wire_reranker.hpp"

namespace baton::inline v0::detail {

/// The shape of Cohere's reranking and its dialects.
class HttpRerankWire : public RerankWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit HttpRerankWire(HttpRerankerOptions options);

  [[nodiscard]] const RerankService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(const std::string& query, std::span<const std::string> texts,
                                    std::size_t top) const override;
  [[nodiscard]] Reranked read(const HttpHead& head, std::string_view body) const override;

 private:
  HttpRerankerOptions options_;
  RerankService service_;
};

}  // namespace baton::inline v0::detail
