#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "yaml/yaml.hpp"

/// Whatever is read is JSON: it survives being written and read as that.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  nlohmann::json value;
  try {
    value = baton::parse_yaml(text, {.depth = 40, .items = 10'000});
  } catch (const baton::Error&) {
    return 0;
  }
  if (value != nlohmann::json::parse(value.dump())) std::abort();
  return 0;
}
