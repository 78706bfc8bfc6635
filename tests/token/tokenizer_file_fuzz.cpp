#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/token/huggingface.hpp>

/// Any bytes as a tokenizer.json: a tokenizer that encodes, or an error that is not `internal`.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto tokenizer = baton::HuggingFaceTokenizer::parse(bytes, {.items = 10'000});
    (void)tokenizer->encode(bytes, {.in_text = true, .around = true});
  } catch (const baton::Error& error) {
    if (error.code() == baton::ErrorCode::internal) std::abort();
  }
  return 0;
}
