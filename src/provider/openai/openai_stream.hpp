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

#include "provider/event_cursor.hpp"
#include "provider/openai/openai_delta_scanner.hpp"
#include "provider/openai/openai_stream_parts.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Turns the server-sent events of a streamed chat completion into `ChatEvent`s and the response.
class OpenAiStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  OpenAiStream(const Peer& peer, HttpHead head, const OpenAiDialect& dialect, Limits limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return done_; }
  /// Also throws `bad_response` when the stream had nothing in it.
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void feed_json(std::string_view data);
  void chunk(const nlohmann::json& value);
  void choice(const nlohmann::json& value);
  void end_with_usage();
  void delta(const nlohmann::json& value);
  void emit_text(std::string_view text);
  void emit_reasoning(std::string_view text);
  void emit_call(ToolCallDelta call);
  void refuse_after_end() const;
  [[nodiscard]] Error truncated(const char* why) const;

  const Peer& peer_;
  HttpHead head_;
  bool done_marker_;
  bool usage_marker_;
  Limits limits_;
  OpenAiDeltaScanner scanner_;
  ChatAccumulator parts_;
  OpenAiCallIndex call_index_;
  OpenAiReasoningDetails reasoning_details_;
  ChatResponse response_;
  std::optional<Usage> usage_;
  std::vector<ChatEvent> events_;
  EventCursor cursor_;
  std::size_t bytes_ = 0;
  bool started_ = false;
  bool finished_ = false;
  bool called_ = false;
  bool reasoned_ = false;
  bool done_ = false;
};

}  // namespace baton::inline v0::detail
