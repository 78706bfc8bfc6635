#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>

#include "provider/gemini/gemini_parts.hpp"
#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// Puts an answer together from its `GenerateContentResponse`s: one of a whole answer, many of a stream.
/// Source: https://ai.google.dev/api/generate-content.
class GeminiAnswer {
 public:
  /// `peer` must outlive the answer.
  GeminiAnswer(const Peer& peer, HttpHead head);

  /// Throws the error that `chunk` carries, `content_filtered` when it says that the prompt was blocked,
  /// `model_output_invalid` when the vendor cannot read the model's tool call, and `bad_response` for
  /// what contradicts the protocol.
  void add(const nlohmann::json& chunk);
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return parts_.events(); }
  [[nodiscard]] std::string text() const { return parts_.text(); }
  /// Whether there was a candidate.
  [[nodiscard]] bool begun() const noexcept { return begun_; }
  /// Throws `stream_truncated` when there was no finish reason, and `bad_response` when there was nothing
  /// before it.
  [[nodiscard]] ChatResponse finish();
  /// The error of an answer without anything in it.
  [[nodiscard]] Error empty() const;

 private:
  void refuse_blocked(const nlohmann::json& chunk) const;
  void candidate(const nlohmann::json& value);
  void finished_by(const std::string& reason, const nlohmann::json& candidate);
  void take_usage(const nlohmann::json& chunk);

  const Peer& peer_;
  HttpHead head_;
  GeminiParts parts_;
  ChatResponse response_;
  nlohmann::json usage_ = nlohmann::json::object();
  bool begun_ = false;
  bool finished_ = false;
};

[[nodiscard]] FinishReason gemini_finish_reason(std::string_view reason);

/// The counts of a `usageMetadata` object; nothing when it is missing or empty.
[[nodiscard]] std::optional<Usage> gemini_usage(const nlohmann::json& usage);

/// The response of a whole answer: one object, or a list of them from a server that streams without
/// events.
[[nodiscard]] ChatResponse read_gemini_response(const Peer& peer, const HttpHead& head,
                                                std::string_view body, const Limits& limits);

}  // namespace baton::inline v0::detail
