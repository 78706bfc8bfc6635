#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0 {

/// One server-sent event. Views into the decoder, valid until its next call.
struct SseEvent {
  std::string_view type;  ///< "message" when the server named none
  std::string_view data;
  std::string_view id;    ///< the last id seen
};

/// Decodes `text/event-stream` from blocks cut anywhere: every way of cutting gives the same events.
///
/// Follows the WHATWG HTML standard, section 9.2.6 (BOM, CR, LF, CRLF, comments, `retry`, ids without
/// NUL); an event cut off by the end of input is dropped, as there. A line or event over the limits
/// throws `limit_exceeded`. Not thread-safe.
///
///     decoder.feed(block);
///     while (auto event = decoder.next()) handle(event->data);
class BATON_EXPORT SseDecoder {
 public:
  explicit SseDecoder(Limits limits = {}) : limits_(limits) {}

  void feed(std::string_view block);
  [[nodiscard]] std::optional<SseEvent> next();
  /// The reconnection time the server asked for, if any.
  [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }

 private:
  Limits limits_;
  std::optional<std::chrono::milliseconds> retry_;
  // The implementer's.
};

}  // namespace baton::inline v0
