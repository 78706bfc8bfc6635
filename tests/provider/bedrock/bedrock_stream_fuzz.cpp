#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "provider/aws/aws_messages.hpp"
#include "provider/bedrock/bedrock_wire.hpp"
#include "provider/stream_fuzz.hpp"

namespace {

/// Each line as a message whose checksums fit, for no random bytes would ever get past them: the first
/// byte chooses the event, or that the rest are headers.
std::string messages_of(std::string_view text) {
  constexpr std::array<std::string_view, 7> events = {"messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop",
                                                      "messageStop",  "metadata",          "novelty"};
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty()) continue;
    const std::size_t kind = static_cast<unsigned char>(line[0]) % (events.size() + 2);
    const std::string_view rest = line.substr(1);
    if (kind < events.size()) {
      out += baton::test::aws_event(events[kind], rest);
    } else if (kind == events.size()) {
      out += baton::test::aws_exception("throttlingException", rest);
    } else {
      out += baton::test::aws_message_of(std::string(rest), "{}");
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::detail::BedrockWire wire({.model = "m", .base_url = "http://h"});
  baton::detail::fuzz_stream(wire, data, size);
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string framed = static_cast<char>(data[0]) + messages_of(rest);
  baton::detail::fuzz_stream(wire, reinterpret_cast<const std::uint8_t*>(framed.data()), framed.size());
  return 0;
}
