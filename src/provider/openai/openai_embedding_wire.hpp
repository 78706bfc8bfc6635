#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <baton/core/limits.hpp>
#include <baton/provider/openai.hpp>

#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// OpenAI's embeddings protocol.
class OpenAiEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit OpenAiEmbeddingWire(OpenAiEmbedderOptions options);

  [[nodiscard]] const EmbeddingService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  OpenAiEmbedderOptions options_;
  EmbeddingService service_;
};

/// The JSON body of one embeddings request.
[[nodiscard]] std::string openai_embedding_body(const OpenAiEmbedderOptions& options,
                                                std::span<const std::string> texts);

/// The vectors of an answer to `count` texts: a list `data` of `embedding` and `index`, as other
/// vendors send it too. Throws the mapped error, or `bad_response` when count, indices or vectors do
/// not fit.
[[nodiscard]] Embedded read_openai_embeddings(const Peer& peer, const HttpHead& head, std::string_view body,
                                              std::size_t count, const Limits& limits);

}  // namespace baton::inline v0::detail
