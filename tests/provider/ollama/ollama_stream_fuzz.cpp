#include <cstddef>
#include <cstdint>

#include "provider/ollama/ollama_wire.hpp"
#include "provider/stream_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::detail::OllamaWire wire({.model = "m"});
  baton::detail::fuzz_stream(wire, data, size);
  return 0;
}
