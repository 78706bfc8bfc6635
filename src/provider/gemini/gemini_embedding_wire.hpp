#pragma once

#include <span>
#include <string>
#include <string_view>

#include "provider/gemini/gemini_server.hpp"
#include "provider/wire_embedder.hpp"

namespace baton::inline v0::detail {

/// Whether the model is told the purpose in words in front of the text, and not by a task type. Source:
/// https://ai.google.dev/gemini-api/docs/embeddings, "task types with Embeddings 2".
[[nodiscard]] bool gemini_purpose_in_words(const std::string& model);
/// The text as it is sent: with those words, and one space for empty text, which Google refuses.
[[nodiscard]] std::string gemini_embed_text(const std::string& model, const std::string& text, EmbedPurpose purpose);
[[nodiscard]] const char* gemini_task_type(EmbedPurpose purpose);

/// The Gemini API's `batchEmbedContents`. Source: https://ai.google.dev/api/embeddings.
class GeminiEmbeddingWire : public EmbeddingWire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit GeminiEmbeddingWire(GeminiEmbedderOptions options);

  [[nodiscard]] const EmbeddingService& service() const noexcept override { return service_; }
  [[nodiscard]] HttpRequest request(std::span<const std::string> texts, EmbedPurpose purpose) const override;
  [[nodiscard]] Embedded read(const HttpHead& head, std::string_view body, std::size_t count) const override;

 private:
  GeminiServer server_;
  EmbeddingService service_;
};

}  // namespace baton::inline v0::detail
