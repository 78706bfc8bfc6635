#include "token/byte_alphabet.hpp"

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton::token {
namespace {

TEST(ByteAlphabet, WritesEveryByteAsOneCharacter) {
  std::string all;
  std::string seen;
  for (char32_t code = 0; code < 400; ++code) {
    std::string text;
    append_utf8(text, code);
    const auto bytes = from_byte_alphabet(text);
    if (!bytes) continue;
    ASSERT_EQ(bytes->size(), 1U);
    seen += *bytes;
    all += text;
  }
  EXPECT_EQ(seen.size(), 256U);
  EXPECT_EQ(from_byte_alphabet(all), seen);
}

TEST(ByteAlphabet, KnowsGpt2sTokens) {
  EXPECT_EQ(from_byte_alphabet("\u0120Hello"), " Hello");
  EXPECT_EQ(from_byte_alphabet("\u010A"), "\n");
  EXPECT_EQ(from_byte_alphabet("\u00C3\u00A9"), "\u00E9");
  EXPECT_EQ(from_byte_alphabet(""), "");
  for (const char* not_in_it : {" ", "\n", "\u2581", "\u0144", "\xFF"}) EXPECT_FALSE(from_byte_alphabet(not_in_it)) << not_in_it;
}

}  // namespace
}  // namespace baton::token
