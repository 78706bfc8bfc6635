#include <cstddef>
#include <cstdint>
#include <string_view>

#include <baton/core/error.hpp>

#include "provider/openai/openai_wire.hpp"
#include "provider/stream_body.hpp"

/// Any bytes, cut anywhere: the reader gives events, then one end or one `Error`.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const baton::detail::OpenAiWire wire({.model = "m"});
  const baton::ChatRequest request;
  baton::HttpHead head;
  head.status = 200;
  const std::size_t block = 1 + data[0] % 64U;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    baton::detail::StreamBody body(wire, request, head, 0);
    while (!bytes.empty() && !body.complete()) {
      body.feed(bytes.substr(0, block));
      bytes.remove_prefix(block < bytes.size() ? block : bytes.size());
      while (body.next()) {
      }
    }
    body.end();
    while (body.next()) {
    }
  } catch (const baton::Error&) {
    return 0;
  }
  return 0;
}
