#include "token/character_pairs.hpp"

#include <gtest/gtest.h>

#include <baton/token/huggingface.hpp>

#include "token/small_unigram.hpp"

namespace baton::token {
namespace {

using Ids = std::vector<TokenId>;

// The bytes are 0 to 255, "<unk>" 256, then "_", a, b, l, o, h, e, ll, he, _he, _hell, ab, __.
TEST(CharacterPairs, MergesAndFallsBackToBytes) {
  const auto tokenizer = HuggingFaceTokenizer::parse(test::small_character_pairs().dump());
  EXPECT_EQ(tokenizer->encode("hello ab"), (Ids{267, 261, 257, 268}));
  EXPECT_EQ(tokenizer->encode("h\u00E9"), (Ids{257, 262, 0xC3, 0xA9}));
  EXPECT_EQ(tokenizer->decode(Ids{267, 261, 0xC3, 0xA9}), "hello\u00E9");
  EXPECT_EQ(tokenizer->unknown(), TokenId{256});
}

TEST(CharacterPairs, UnknownCharactersAreOneTokenWhenFused) {
  auto file = test::small_character_pairs();
  file["model"]["byte_fallback"] = false;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("axyb"), (Ids{257, 258, 256, 259}));
  file["model"]["fuse_unk"] = false;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("axyb"), (Ids{257, 258, 256, 256, 259}));
  file["model"]["unk_token"] = nullptr;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("axyb"), (Ids{257, 268}));  // as if they were not there
}

TEST(CharacterPairs, WholePiecesAreNotMergedWhenTheFileSaysSo) {
  auto file = test::small_character_pairs();
  file["normalizer"] = nullptr;
  file["model"]["vocab"]["hab"] = 300;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("hab"), (Ids{262, 268}));
  file["model"]["ignore_merges"] = true;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("hab"), (Ids{300}));
}

}  // namespace
}  // namespace baton::token
