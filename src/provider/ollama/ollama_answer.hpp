#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// Puts an answer together from its lines and tells the events. An answer that was not streamed is one
/// line. Source: Ollama's docs/api.md and api/types.go (`ChatResponse`, `Message`, `Metrics`).
class OllamaAnswer {
 public:
  /// `calls_before`: how many calls the conversation has already, to number those without an id on.
  OllamaAnswer(std::string vendor, std::size_t calls_before)
      : vendor_(std::move(vendor)), calls_before_(calls_before) {}

  /// A line, which must not be an error. Throws `bad_response` for more calls than anybody makes.
  void take(const nlohmann::json& line);

  /// What has happened since it was last taken.
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return events_; }
  /// Whether a line of this protocol has come.
  [[nodiscard]] bool started() const noexcept { return started_; }
  [[nodiscard]] bool done() const noexcept { return done_; }
  /// The text so far.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// The response. Thinking comes first, then the text, then the calls.
  [[nodiscard]] ChatResponse finish();

 private:
  void take_message(const nlohmann::json& message);
  void take_call(const nlohmann::json& call);
  void take_logprobs(const nlohmann::json& logprobs);
  void take_end(const nlohmann::json& line);

  std::string vendor_;
  std::size_t calls_before_;
  std::vector<ChatEvent> events_;
  ChatResponse response_;
  std::string thinking_;
  std::string text_;
  std::vector<ToolCall> calls_;
  bool counted_ = false;
  bool started_ = false;
  bool done_ = false;
};

/// Whether a line or a body reports an error, `{"error":"…"}`, or is a bare string.
[[nodiscard]] bool is_ollama_error(const nlohmann::json& value);

/// How many calls the conversation has.
[[nodiscard]] std::size_t calls_in(const ChatRequest& request);

/// The response of a whole answer. Throws the mapped error when the body is one, `bad_response` when it
/// is not of this protocol, and `stream_truncated` when it says that it is not done.
[[nodiscard]] ChatResponse read_ollama_response(const Peer& peer, const ChatRequest& request,
                                                const HttpHead& head, std::string_view body,
                                                const Limits& limits);

}  // namespace baton::inline v0::detail
