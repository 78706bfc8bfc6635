#include "provider/aws/aws_event_stream.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t prelude_bytes = 12;  // two lengths and their checksum
constexpr std::size_t checksum_bytes = 4;
constexpr std::size_t most_header_bytes = std::size_t{128} << 10;

constexpr std::array<std::uint32_t, 256> crc_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
    table[i] = value;
  }
  return table;
}();

[[noreturn]] void damaged_stream(const char* what) {
  throw Error(ErrorCode::bad_response,
              std::string("the event stream is damaged (") + what + "): check any proxy in between, and ask again")
      .with_retry(true);
}

std::uint32_t aws_number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Takes bytes off the front of the headers, and never more than there are.
class AwsHeaderBytes {
 public:
  explicit AwsHeaderBytes(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool empty() const noexcept { return rest_.empty(); }
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) damaged_stream("a header is cut off");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  /// A big-endian number of that many bytes.
  std::size_t number(std::size_t bytes) {
    std::size_t value = 0;
    for (const char c : take(bytes)) value = (value << 8) | static_cast<unsigned char>(c);
    return value;
  }

 private:
  std::string_view rest_;
};

/// The value of a header; of types other than text its bytes.
std::string_view aws_header_value(AwsHeaderBytes& bytes) {
  constexpr std::array<std::size_t, 10> sizes = {0, 0, 1, 2, 4, 8, 0, 0, 8, 16};
  constexpr std::size_t blob = 6;
  constexpr std::size_t text = 7;
  const std::size_t type = bytes.number(1);
  if (type >= sizes.size()) damaged_stream("a header of an unknown type");
  return bytes.take(type == blob || type == text ? bytes.number(2) : sizes[type]);
}

struct AwsEventHeaders {
  std::string_view message_type;
  std::string_view event_type;
  std::string_view exception_type;
  std::string_view error_code;
  std::string_view error_message;
};

AwsEventHeaders aws_event_headers(std::string_view text) {
  AwsEventHeaders headers;
  AwsHeaderBytes bytes(text);
  while (!bytes.empty()) {
    const std::string_view name = bytes.take(bytes.number(1));
    const std::string_view value = aws_header_value(bytes);
    if (name == ":message-type") headers.message_type = value;
    if (name == ":event-type") headers.event_type = value;
    if (name == ":exception-type") headers.exception_type = value;
    if (name == ":error-code") headers.error_code = value;
    if (name == ":error-message") headers.error_message = value;
  }
  return headers;
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) noexcept {
  std::uint32_t value = 0xFFFFFFFFU;
  for (const char c : bytes) value = (value >> 8) ^ crc_table[(value ^ static_cast<unsigned char>(c)) & 0xFFU];
  return ~value;
}

void AwsEventStreamDecoder::feed(std::string_view block) {
  buffer_.erase(0, start_);
  start_ = 0;
  buffer_ += block;
}

/// The length of the message that begins, from its prelude.
std::size_t AwsEventStreamDecoder::checked_length() const {
  const std::string_view prelude = std::string_view(buffer_).substr(start_, prelude_bytes);
  if (crc32(prelude.substr(0, 8)) != aws_number_at(prelude, 8)) damaged_stream("the checksum of a prelude is wrong");
  const std::size_t length = aws_number_at(prelude, 0);
  const std::size_t headers = aws_number_at(prelude, 4);
  if (length > limits_.event_bytes || headers > most_header_bytes) {
    throw Error(ErrorCode::limit_exceeded, "a message of the event stream has more than the limit of " +
                                               std::to_string(limits_.event_bytes) + " bytes");
  }
  if (length < prelude_bytes + checksum_bytes || headers > length - prelude_bytes - checksum_bytes) {
    damaged_stream("the lengths contradict each other");
  }
  return length;
}

std::optional<AwsEvent> AwsEventStreamDecoder::next() {
  if (buffer_.size() - start_ < prelude_bytes) return std::nullopt;
  const std::size_t length = checked_length();
  if (buffer_.size() - start_ < length) return std::nullopt;
  const std::string_view message = std::string_view(buffer_).substr(start_, length);
  start_ += length;
  if (crc32(message.substr(0, length - checksum_bytes)) != aws_number_at(message, length - checksum_bytes)) {
    damaged_stream("the checksum of a message is wrong");
  }
  return read(message);
}

AwsEvent AwsEventStreamDecoder::read(std::string_view message) {
  const std::size_t size = aws_number_at(message, 4);
  const AwsEventHeaders headers = aws_event_headers(message.substr(prelude_bytes, size));
  std::string_view payload = message.substr(prelude_bytes + size);
  payload.remove_suffix(checksum_bytes);
  if (headers.message_type == "exception") return error(headers.exception_type, payload);
  if (headers.message_type == "error") return error(headers.error_code, headers.error_message);
  return {headers.event_type, payload};
}

AwsEvent AwsEventStreamDecoder::error(std::string_view kind, std::string_view message) {
  const auto body = parse_lenient(message, limits_);
  const std::string said = body ? member_text(*body, "message") : std::string();
  const nlohmann::json value = {
      {"error", {{"type", std::string(kind)}, {"message", said.empty() ? std::string(message) : said}}}};
  error_ = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return {"error", error_};
}

}  // namespace baton::inline v0::detail
