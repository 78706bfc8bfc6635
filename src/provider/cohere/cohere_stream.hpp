#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/limits.hpp>

#include "provider/cohere/cohere_blocks.hpp"
#include "provider/event_cursor.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads a streamed chat answer: `message-start`, content, tool plan and tool calls with their deltas,
/// `message-end`. Sources: https://docs.cohere.com/v2/docs/streaming and …/tool-use-streaming.
class CohereStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  CohereStream(const Peer& peer, const std::string& model, HttpHead head, const Limits& limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return done_; }
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void read(std::string_view data);
  void dispatch(const std::string& type, const nlohmann::json& event);
  void content(const std::string& type, const nlohmann::json& event);
  void tool(const std::string& type, const nlohmann::json& event);
  void message_end(const nlohmann::json& event);
  [[nodiscard]] Error truncated(const char* why) const;

  const Peer& peer_;
  HttpHead head_;
  Limits limits_;
  CohereBlocks blocks_;
  ChatResponse response_;
  std::optional<Usage> usage_;
  EventCursor cursor_;
  std::size_t bytes_ = 0;
  bool started_ = false;
  bool done_ = false;
};

}  // namespace baton::inline v0::detail
