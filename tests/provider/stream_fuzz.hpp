#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <baton/core/error.hpp>

#include "provider/stream_body.hpp"

namespace baton::detail {

/// Any bytes, cut anywhere: the reader of a streamed answer gives events, then one end or one `Error`.
inline void fuzz_stream(const Wire& wire, const std::uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const ChatRequest request;
  HttpHead head;
  head.status = 200;
  const std::size_t block = 1 + data[0] % 64U;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    StreamBody body(wire, request, head, 0);
    while (!bytes.empty() && !body.complete()) {
      body.feed(bytes.substr(0, block));
      bytes.remove_prefix(block < bytes.size() ? block : bytes.size());
      while (body.next()) {
      }
    }
    body.end();
    while (body.next()) {
    }
  } catch (const Error&) {
    return;
  }
}

}  // namespace baton::detail
