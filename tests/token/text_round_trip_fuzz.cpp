#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include <baton/core/text.hpp>
#include <baton/token/huggingface.hpp>

#include "token/small_unigram.hpp"
#include "token/small_wordpiece.hpp"

/// Any bytes through the tokenizers of characters: text comes back where bytes stand for what is unknown, the others
/// decode what they encoded, and special tokens never come of text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  struct Case {
    std::shared_ptr<const HuggingFaceTokenizer> tokenizer;
    TokenId special;
  };
  static const auto exact = HuggingFaceTokenizer::parse(test::small_character_pairs().dump());
  static const std::vector<Case> others = {{HuggingFaceTokenizer::parse(test::small_wordpiece().dump()), 2},
                                           {HuggingFaceTokenizer::parse(test::small_unigram(false).dump()), 1},
                                           {HuggingFaceTokenizer::parse(test::small_unigram(true).dump()), 1}};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto text = sanitize_utf8(bytes);
  if (text.find("\u2581") == std::string::npos && exact->decode(exact->encode(bytes)) != text) std::abort();
  for (const auto& [tokenizer, special] : others) {
    const auto ids = tokenizer->encode(bytes);
    if (tokenizer->encode(text) != ids || tokenizer->count(bytes) != ids.size()) std::abort();
    if (std::ranges::find(ids, special) != ids.end()) std::abort();
    (void)tokenizer->decode(ids);
  }
  return 0;
}
