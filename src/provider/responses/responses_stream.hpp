#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>

#include "provider/event_cursor.hpp"
#include "provider/responses/responses_items.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads a streamed Responses answer: `response.created`, output items with their deltas, and one of
/// `response.completed`, `response.incomplete`, `response.failed` and `error`. Source: OpenAI API
/// reference, "Streaming events", and its Python SDK, types/responses/*_event.py.
class ResponsesStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  ResponsesStream(const Peer& peer, HttpHead head, const Limits& limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return done_; }
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void read(std::string_view type, std::string_view data);
  void dispatch(const std::string& type, nlohmann::json& event);
  void end(nlohmann::json& event);

  const Peer& peer_;
  HttpHead head_;
  Limits limits_;
  ResponsesItems items_;
  nlohmann::json answer_;  // the response object of the last event
  EventCursor cursor_;
  std::size_t bytes_ = 0;
  bool started_ = false;
  bool done_ = false;
};

}  // namespace baton::inline v0::detail
