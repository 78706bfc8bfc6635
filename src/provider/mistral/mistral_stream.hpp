#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "provider/event_cursor.hpp"
#include "provider/mistral/mistral_content.hpp"
#include "provider/openai/openai_stream.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// OpenAI's stream, whose content may be chunks: puts them into the response in their order.
class MistralStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  MistralStream(const Peer& peer, const HttpHead& head, const Limits& limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return inner_.done(); }
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override { return inner_.broken(error); }

 private:
  Limits limits_;
  OpenAiStream inner_;
  MistralContent content_;
  std::vector<ChatEvent> events_;
  EventCursor cursor_;
};

/// Puts `content` in the place of the response's text and reasoning, when it has more than text.
void put_mistral_content(ChatResponse& response, const MistralContent& content);

}  // namespace baton::inline v0::detail
