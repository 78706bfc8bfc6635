#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include <baton/token/tiktoken.hpp>

#include "token/small_vocabulary.hpp"

/// Any bytes through each of the patterns: they come back, and are counted as they are encoded.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  static const auto tokenizers = [] {
    std::array<std::shared_ptr<const Tiktoken>, 3> made;
    const auto ranks = test::rank_file({"he", "ll", "hell", "hello", " w", "or", "ld", "\xE4\xB8", "\xE4\xB8\xAD", "  ", "\n\n", "'s", "aa", "aaaa"});
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = Tiktoken::parse(ranks, {.pattern = static_cast<TiktokenPattern>(i), .special_tokens = {{"<s>", 900}}});
    return made;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& tokenizer : tokenizers) {
    const auto ids = tokenizer->encode(bytes);
    if (tokenizer->decode(ids) != bytes || tokenizer->count(bytes) != ids.size()) std::abort();
    if (tokenizer->decode(tokenizer->encode(bytes, {.all = true})) != bytes) std::abort();
  }
  return 0;
}
