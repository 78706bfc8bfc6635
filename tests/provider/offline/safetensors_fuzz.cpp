#include <cstddef>
#include <cstdint>
#include <string_view>

#include <baton/core/error.hpp>

#include "provider/offline/safetensors.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  try {
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    for (const auto& tensor : offline::parse_safetensors(file, {})) (void)offline::to_floats(tensor);
  } catch (const Error&) {
    // Refusing is right; anything else is a finding.
  }
  return 0;
}
