#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/http/line_buffer.hpp>

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
/// NUL); an event cut off by the end of input is dropped, as there. Bytes are passed on as they came:
/// whoever parses the data checks its UTF-8. A line over `Limits::line_bytes` or an event over
/// `Limits::event_bytes` throws `limit_exceeded`. Data of one line, the usual case, is a view into the
/// block: a block that is moved in is never copied. Not thread-safe.
///
///     decoder.feed(std::move(block));
///     while (auto event = decoder.next()) handle(event->data);
class BATON_EXPORT SseDecoder {
 public:
  explicit SseDecoder(Limits limits = {})
      : lines_(LineBuffer::Ending::any, limits.line_bytes), max_event_(limits.event_bytes) {}

  /// Copies `block` in. Take all events before feeding again, so that what is buffered stays small.
  void feed(std::string_view block);
  /// Takes `block` over.
  void feed(std::string&& block);
  void feed(const char* block) { feed(std::string_view(block)); }

  /// The next event, or `nullopt` when more input is needed.
  [[nodiscard]] std::optional<SseEvent> next();
  /// The reconnection time the server asked for, if any.
  [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }

 private:
  void keep_data();
  void take_field(std::string_view line);
  void set_field(std::string_view name, std::string_view value);
  void add_data(std::string_view value);
  void set_retry(std::string_view value) noexcept;
  void clear_event() noexcept;
  void check_size(std::size_t added);

  LineBuffer lines_;
  std::size_t max_event_;
  std::optional<std::chrono::milliseconds> retry_;
  std::string id_;
  std::string type_;
  std::string joined_;        // the data, once it is more than one line or outlives its block
  std::string_view data_;     // the data so far: in the block or in `joined_`
  std::size_t size_ = 0;      // of the event so far
  bool has_data_ = false;
  bool dispatched_ = false;   // the event given last still has to be cleared
  bool first_line_ = true;
};

}  // namespace baton::inline v0
