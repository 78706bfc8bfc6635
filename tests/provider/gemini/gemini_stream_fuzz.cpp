#include <cstddef>
#include <cstdint>

#include "provider/gemini/gemini_wire.hpp"
#include "provider/stream_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::detail::GeminiWire wire(baton::detail::gemini_server(baton::GeminiOptions{.model = "m"}));
  baton::detail::fuzz_stream(wire, data, size);
  return 0;
}
