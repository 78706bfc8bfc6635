#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/limits.hpp>
#include <baton/http/http.hpp>
#include <baton/message/accumulator.hpp>
#include <baton/provider/openai.hpp>

#include "provider/openai/openai_delta_scanner.hpp"
#include "provider/openai/openai_error.hpp"
#include "provider/openai/openai_stream_parts.hpp"

namespace baton::inline v0::detail {

/// Turns the server-sent events of a streamed chat completion into `ChatEvent`s and the response.
/// No I/O. After an error it must not be used further; every error carries the text so far.
class OpenAiStream {
 public:
  /// `peer` must outlive the stream.
  OpenAiStream(const OpenAiPeer& peer, HttpHead head, const OpenAiDialect& dialect, Limits limits);

  /// Takes one event. Throws the error it carries, `stream_truncated` for half an event, or
  /// `bad_response` for what contradicts the protocol.
  void feed(std::string_view type, std::string_view data);
  /// The next event that what was fed has made.
  [[nodiscard]] std::optional<ChatEvent> next();
  /// Whether the terminal `[DONE]` has come.
  [[nodiscard]] bool done() const noexcept { return done_; }

  /// The response, at the end of the input. Throws `stream_truncated` when the end came too early, and
  /// `bad_response` when the stream had nothing in it.
  [[nodiscard]] ChatResponse finish();
  /// `error` with what had arrived.
  [[nodiscard]] Error broken(const Error& error) const;

 private:
  void feed_json(std::string_view data);
  void chunk(const nlohmann::json& value);
  void choice(const nlohmann::json& value);
  void delta(const nlohmann::json& value);
  void emit_text(std::string_view text);
  void emit_reasoning(std::string_view text);
  void emit_call(ToolCallDelta call);
  void refuse_after_end() const;
  [[nodiscard]] Error truncated(const char* why) const;

  const OpenAiPeer& peer_;
  HttpHead head_;
  bool done_marker_;
  Limits limits_;
  OpenAiDeltaScanner scanner_;
  ChatAccumulator parts_;
  OpenAiCallIndex call_index_;
  OpenAiReasoningDetails reasoning_details_;
  ChatResponse response_;
  std::optional<Usage> usage_;
  std::vector<ChatEvent> events_;
  std::size_t taken_ = 0;
  std::size_t bytes_ = 0;
  bool started_ = false;
  bool finished_ = false;
  bool called_ = false;
  bool reasoned_ = false;
  bool done_ = false;
};

}  // namespace baton::inline v0::detail
