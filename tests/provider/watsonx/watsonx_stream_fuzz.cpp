#include <cstddef>
#include <cstdint>

#include "provider/stream_fuzz.hpp"
#include "provider/watsonx/watsonx_wire.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::detail::WatsonxWire wire({.model = "m", .base_url = "http://h", .project_id = "p"});
  baton::detail::fuzz_stream(wire, data, size);
  return 0;
}
