#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "provider/aws/aws_event_stream.hpp"

namespace baton::test {

using AwsTextHeaders = std::vector<std::pair<std::string_view, std::string_view>>;

inline std::string big_endian(std::size_t value, int bytes) {
  std::string out;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xFFU);
  return out;
}

inline std::string aws_headers(const AwsTextHeaders& headers) {
  std::string out;
  for (const auto& [name, value] : headers) {
    out += static_cast<char>(name.size());
    out += name;
    out += '\x07';
    out += big_endian(value.size(), 2);
    out += value;
  }
  return out;
}

/// A message with headers as they are on the wire, and with checksums that fit.
inline std::string aws_message_of(const std::string& headers, std::string_view payload) {
  std::string out = big_endian(headers.size() + payload.size() + 16, 4) + big_endian(headers.size(), 4);
  out += big_endian(detail::crc32(out), 4);
  out += headers;
  out += payload;
  return out + big_endian(detail::crc32(out), 4);
}

inline std::string aws_event(std::string_view type, std::string_view payload) {
  return aws_message_of(
      aws_headers({{":event-type", type}, {":content-type", "application/json"}, {":message-type", "event"}}), payload);
}

inline std::string aws_exception(std::string_view type, std::string_view payload) {
  return aws_message_of(
      aws_headers({{":exception-type", type}, {":content-type", "application/json"}, {":message-type", "exception"}}),
      payload);
}

}  // namespace baton::test
