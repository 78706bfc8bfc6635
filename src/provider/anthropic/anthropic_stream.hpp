#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>

#include "provider/anthropic/anthropic_blocks.hpp"
#include "provider/event_cursor.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads a streamed Messages answer: `message_start`, content blocks with their deltas,
/// `message_delta`, `message_stop`. Source:
/// https://platform.claude.com/docs/en/build-with-claude/streaming.
class AnthropicStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  AnthropicStream(const Peer& peer, HttpHead head, const Limits& limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return done_; }
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void read(std::string_view data);
  void dispatch(const std::string& type, nlohmann::json& event);
  void message_start(const nlohmann::json& event);
  void message_delta(const nlohmann::json& event);
  void take_usage(const nlohmann::json& holder);
  void refuse_after_end() const;
  [[nodiscard]] Error truncated(const char* why) const;

  const Peer& peer_;
  HttpHead head_;
  Limits limits_;
  AnthropicBlocks blocks_;
  ChatResponse response_;
  nlohmann::json usage_ = nlohmann::json::object();
  EventCursor cursor_;
  std::size_t bytes_ = 0;
  bool started_ = false;
  bool finished_ = false;
  bool done_ = false;
};

}  // namespace baton::inline v0::detail
