#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/token/huggingface.hpp>

#include "token/small_tokenizer.hpp"
#include "token/small_unigram.hpp"
#include "token/small_wordpiece.hpp"

namespace {

// The bytes themselves, or laid over a good file at the place that the first ones say.
std::string file_of(std::string_view bytes) {
  static const std::array<std::string, 4> files = {baton::test::small_tokenizer({{"h", "e"}, {"l", "l"}, {"he", "ll"}}).dump(), baton::test::small_wordpiece().dump(),
                                                   baton::test::small_unigram(true).dump(), baton::test::small_character_pairs().dump()};
  if (bytes.size() < 4 || static_cast<unsigned char>(bytes[0]) % 5 == 4) return std::string(bytes);
  auto file = files[static_cast<unsigned char>(bytes[0]) % 5];
  const auto place = (static_cast<unsigned char>(bytes[1]) * 256U + static_cast<unsigned char>(bytes[2])) % file.size();
  return file.replace(place, bytes.size() - 3, bytes.substr(3));
}

}  // namespace

/// Any bytes as a tokenizer.json or a vocab.txt: a tokenizer that encodes, and decodes what it encoded, or an error that
/// is not `internal`.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const bool lines : {false, true}) {
    try {
      const auto tokenizer = lines ? HuggingFaceTokenizer::parse_vocabulary(bytes, true, {.items = 10'000}) : HuggingFaceTokenizer::parse(file_of(bytes), {.items = 10'000});
      (void)tokenizer->decode(tokenizer->encode(bytes));
      (void)tokenizer->encode(bytes, {.in_text = true, .around = true});
    } catch (const Error& error) {
      if (error.code() == ErrorCode::internal) std::abort();
    }
  }
  return 0;
}
