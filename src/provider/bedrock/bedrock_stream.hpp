#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>

#include "provider/bedrock/bedrock_blocks.hpp"
#include "provider/event_cursor.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads a streamed Converse answer: `messageStart`, content blocks with their deltas, `messageStop`,
/// and `metadata`, which is the last. Source: botocore's bedrock-runtime model, `ConverseStreamOutput`.
class BedrockStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  BedrockStream(const Peer& peer, std::string model, HttpHead head, const Limits& limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return done_; }
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void read(std::string_view type, std::string_view data);
  void dispatch(std::string_view type, const nlohmann::json& event);
  void block_event(std::string_view type, const nlohmann::json& event);
  void message_stop(const nlohmann::json& event);
  void metadata(const nlohmann::json& event);
  [[nodiscard]] Error truncated(const char* why) const;

  const Peer& peer_;
  HttpHead head_;
  Limits limits_;
  BedrockBlocks blocks_;
  ChatResponse response_;
  std::optional<Usage> usage_;
  EventCursor cursor_;
  std::size_t bytes_ = 0;
  bool finished_ = false;
  bool done_ = false;
};

}  // namespace baton::inline v0::detail
