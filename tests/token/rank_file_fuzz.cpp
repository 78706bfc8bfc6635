#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/token/tiktoken.hpp>

#include "token/small_vocabulary.hpp"

/// Any bytes behind the tokens that every rank file has: a tokenizer that gives back what it encodes, or an
/// error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto tokenizer = baton::Tiktoken::parse(baton::test::rank_file() + std::string(bytes), {}, {.items = 10'000});
    if (tokenizer->decode(tokenizer->encode(bytes)) != bytes) std::abort();
  } catch (const baton::Error&) {
    return 0;
  }
  return 0;
}
