#include "token/wordpiece.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/token/huggingface.hpp>

#include "token/small_wordpiece.hpp"

namespace baton::token {
namespace {

using Ids = std::vector<TokenId>;

// The example of BERT's own tokenizer test.
TEST(WordPiece, LongestPieceFirst) {
  const auto tokenizer = HuggingFaceTokenizer::parse(test::small_wordpiece().dump());
  EXPECT_EQ(tokenizer->encode("unaffable"), (Ids{4, 5, 6}));
  EXPECT_EQ(tokenizer->encode("Hello!\u4E2D Caf\u00E9s"), (Ids{7, 8, 9, 10, 11}));
  EXPECT_EQ(tokenizer->encode("hello", {.around = true}), (Ids{2, 7, 3}));
  EXPECT_TRUE(tokenizer->encode("").empty());
}

TEST(WordPiece, AWordWithAnUnknownPieceIsUnknown) {
  auto file = test::small_wordpiece();
  const auto tokenizer = HuggingFaceTokenizer::parse(file.dump());
  EXPECT_EQ(tokenizer->encode("unaffablex hello"), (Ids{1, 7}));
  EXPECT_EQ(tokenizer->encode(std::string(101, 'h') + " hello"), (Ids{1, 7}));
  EXPECT_EQ(tokenizer->unknown(), TokenId{1});
  file["model"]["max_input_chars_per_word"] = 5;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("unaffable hello caf\u00E9s"), (Ids{1, 7, 10, 11}));
  file["model"]["unk_token"] = "<none>";
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("unaffable hello"), (Ids{7}));
  EXPECT_FALSE(HuggingFaceTokenizer::parse(file.dump())->unknown());
}

TEST(WordPiece, SpecialTokensAreTextUnlessWanted) {
  auto file = test::small_wordpiece();
  file["pre_tokenizer"] = {{"type", "WhitespaceSplit"}};
  file["normalizer"] = nullptr;
  const auto tokenizer = HuggingFaceTokenizer::parse(file.dump());
  EXPECT_EQ(tokenizer->encode("hello [CLS] hello"), (Ids{7, 1, 7}));
  EXPECT_EQ(tokenizer->encode("hello [CLS] hello", {.in_text = true}), (Ids{7, 2, 7}));
}

TEST(WordPiece, DecodesToTextThatReadsTheSame) {
  const auto tokenizer = HuggingFaceTokenizer::parse(test::small_wordpiece().dump());
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("Unaffable  caf\u00E9s!")), "unaffable cafes!");
  EXPECT_EQ(tokenizer->decode(Ids{2, 7, 3}), "[CLS] hello [SEP]");
  EXPECT_THROW((void)tokenizer->decode(Ids{99}), Error);
}

TEST(WordPiece, AddedTokensAreFoundInNormalizedTextAndAsWords) {
  auto file = test::small_wordpiece();
  file["added_tokens"].push_back({{"id", 20}, {"content", "Caf\u00E9"}, {"special", false}, {"normalized", true}});
  file["added_tokens"].push_back({{"id", 21}, {"content", "hell"}, {"special", false}, {"normalized", true}, {"single_word", true}});
  const auto tokenizer = HuggingFaceTokenizer::parse(file.dump());
  EXPECT_EQ(tokenizer->encode("CAF\u00C9 hello hell!"), (Ids{20, 7, 21, 8}));
  EXPECT_EQ(tokenizer->decode(Ids{20}), "Caf\u00E9");
}

TEST(WordPiece, BytesThatAreNoTextAreReplaced) {
  auto file = test::small_wordpiece();
  file["normalizer"]["clean_text"] = false;
  file["model"]["vocab"]["\uFFFD"] = 30;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("\xFF hello"), (Ids{30, 7}));
}

TEST(WordPiece, VocabularyFilesCountLines) {
  const auto tokenizer = HuggingFaceTokenizer::parse_vocabulary("[PAD]\n[UNK]\r\nhello\r\n##s \n\nCafe\nhello\n[CLS]\n[SEP]\n", true);
  EXPECT_EQ(tokenizer->encode("Hellos x"), (Ids{6, 3, 1}));  // the last of two lines counts
  EXPECT_EQ(tokenizer->encode("hello", {.around = true}), (Ids{7, 6, 8}));
  EXPECT_EQ(HuggingFaceTokenizer::parse_vocabulary("cafe\nCafe\nCaf\u00E9", false)->encode("Cafe Caf\u00E9 no"), (Ids{1, 2}));
  EXPECT_THROW((void)HuggingFaceTokenizer::parse_vocabulary("", true), Error);
  EXPECT_THROW((void)HuggingFaceTokenizer::parse_vocabulary("a\nb\n", true, {.bytes = 1}), Error);
  EXPECT_THROW((void)HuggingFaceTokenizer::parse_vocabulary("a\nb\n", true, {.items = 1}), Error);
}

}  // namespace
}  // namespace baton::token
