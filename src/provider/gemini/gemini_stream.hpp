#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <baton/core/limits.hpp>

#include "provider/event_cursor.hpp"
#include "provider/gemini/gemini_answer.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads a streamed answer: events without a type, each a `GenerateContentResponse`. There is no final
/// event, only a finish reason, so the input must end by itself. Source:
/// https://ai.google.dev/api/generate-content, "models.streamGenerateContent".
class GeminiStream final : public StreamDecoder {
 public:
  /// `peer` must outlive the stream.
  GeminiStream(const Peer& peer, const HttpHead& head, const Limits& limits)
      : peer_(peer), head_(head), limits_(limits), answer_(peer, head) {}

  void feed(std::string_view type, std::string_view data) override;
  [[nodiscard]] std::optional<ChatEvent> next() override;
  [[nodiscard]] bool done() const noexcept override { return false; }
  [[nodiscard]] ChatResponse finish() override { return answer_.finish(); }
  [[nodiscard]] Error broken(const Error& error) const override;

 private:
  void read(std::string_view type, std::string_view data);

  const Peer& peer_;
  HttpHead head_;
  Limits limits_;
  GeminiAnswer answer_;
  EventCursor cursor_;
  std::size_t bytes_ = 0;
};

}  // namespace baton::inline v0::detail
