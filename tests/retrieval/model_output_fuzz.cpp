#include <cstdint>
#include <cstdlib>
#include <string>

#include "retrieval/model_output.hpp"

/// Whatever a model writes is used within bounds or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string output(reinterpret_cast<const char*>(data), size);
  if (!baton::testing::read_model_output(output).empty()) std::abort();
  return 0;
}
