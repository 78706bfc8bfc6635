#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <baton/core/limits.hpp>
#include <baton/http/ndjson.hpp>
#include <baton/http/sse.hpp>

#include "provider/aws/aws_event_stream.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// One event of a stream, whatever tells it apart from the next. Views into the reader.
struct Frame {
  std::string_view type;  ///< empty where the framing has no names
  std::string_view data;
};

/// Cuts the events out of a stream that arrives in blocks cut anywhere. No I/O.
class FrameReader {
 public:
  FrameReader(Framing framing, const Limits& limits);

  /// Copies `block` in, or takes it over.
  void feed(std::string_view block);
  void feed(std::string&& block);
  /// The next event, or nothing when more input is needed. Valid until the next call.
  [[nodiscard]] std::optional<Frame> next();
  /// The last event, when the input ended without the mark of its end. Call it once.
  [[nodiscard]] std::optional<Frame> finish();

 private:
  std::variant<SseDecoder, NdjsonDecoder, AwsEventStreamDecoder> decoder_;
};

}  // namespace baton::inline v0::detail
