#include "token/text_decoder.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

using Texts = std::vector<std::string>;

TEST(TextDecoder, WordPieces) {
  Texts tokens = {"he", "##llo", "!", "##x"};
  join_wordpieces(tokens, "##", false);
  EXPECT_EQ(tokens, (Texts{"he", "llo", " !", "x"}));
  tokens = {"##he", "!", "n't"};
  join_wordpieces(tokens, "##", true);
  EXPECT_EQ(tokens, (Texts{"##he", "!", "n't"}));
}

TEST(TextDecoder, Bytes) {
  Texts tokens = {"a", "<0xC3>", "<0xA9>", "b", "<0xFF>", "<0x41>", "<0xZZ>", "<0x61>"};
  join_bytes(tokens);
  EXPECT_EQ(tokens, (Texts{"a", "\u00E9", "b", "\uFFFD", "\uFFFD", "<0xZZ>", "a"}));
}

TEST(TextDecoder, FusesAndStrips) {
  Texts tokens = {"  a", "b "};
  fuse_tokens(tokens);
  EXPECT_EQ(tokens, (Texts{"  ab "}));
  strip_tokens(tokens, " ", 1, 3);
  EXPECT_EQ(tokens, (Texts{" ab"}));
}

}  // namespace
}  // namespace baton::token
