#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/limits.hpp>

namespace baton::inline v0::detail {

/// One message of an event stream. Views into the decoder, valid until its next call.
struct AwsEvent {
  std::string_view type;  ///< "error" for what the stream calls an exception or an error
  std::string_view data;  ///< the payload; of an error {"error":{"type":…,"message":…}}
};

/// Decodes `application/vnd.amazon.eventstream` from blocks cut anywhere. Both checksums of a message
/// are checked, the first before its lengths are believed. Throws `bad_response` for a message that is
/// damaged, and `limit_exceeded` for one over `Limits::event_bytes`. Not thread-safe.
/// Sources: https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html and
/// https://smithy.io/2.0/aws/amazon-eventstream.html.
class AwsEventStreamDecoder {
 public:
  explicit AwsEventStreamDecoder(Limits limits = {}) : limits_(limits) {}

  void feed(std::string_view block);
  /// The next message, or nothing when more input is needed.
  [[nodiscard]] std::optional<AwsEvent> next();

 private:
  [[nodiscard]] std::size_t checked_length() const;
  [[nodiscard]] AwsEvent read(std::string_view message);
  [[nodiscard]] AwsEvent error(std::string_view kind, std::string_view message);

  Limits limits_;
  std::string buffer_;
  std::size_t start_ = 0;  ///< of the message that is being read
  std::string error_;      ///< the data of the error given last
};

/// CRC-32 as gzip has it (RFC 1952, section 8).
[[nodiscard]] std::uint32_t crc32(std::string_view bytes) noexcept;

}  // namespace baton::inline v0::detail
