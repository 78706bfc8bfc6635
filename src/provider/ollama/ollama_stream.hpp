#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <baton/core/limits.hpp>

#include "provider/event_cursor.hpp"
#include "provider/ollama/ollama_answer.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads a streamed chat answer, one JSON object a line, the last of which says `"done": true`. An
/// error in the middle is `{"error":"…"}`. Source: Ollama's docs/api.md and docs/api/errors.mdx.
class OllamaStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  OllamaStream(const Peer& peer, const ChatRequest& request, HttpHead head, const Limits& limits);

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return answer_.done(); }
  [[nodiscard]] ChatResponse finish() override;
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void read(std::string_view line);

  const Peer& peer_;
  HttpHead head_;
  Limits limits_;
  OllamaAnswer answer_;
  EventCursor cursor_;
  std::size_t bytes_ = 0;
};

}  // namespace baton::inline v0::detail
