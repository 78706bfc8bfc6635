#include <gtest/gtest.h>

#include <random>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "provider/offline/tokenizer.hpp"

namespace {

using namespace baton;
using namespace baton::offline;
using Ids = std::vector<std::uint32_t>;
using Words = std::vector<std::string_view>;

Vocabulary vocabulary() { return {{"un", 0}, {"##aff", 1}, {"##able", 2}, {"hello", 3}, {"!", 4}, {"\u4E2D", 5}, {"cafe", 6}, {"##s", 7}}; }

// The example of BERT's own tokenizer test.
TEST(WordPiece, LongestPieceFirst) {
  const auto tokenizer = wordpiece(vocabulary(), {});
  EXPECT_EQ(tokenizer->encode("unaffable"), (Ids{0, 1, 2}));
  EXPECT_EQ(tokenizer->encode("Hello!\u4E2D Caf\u00E9s"), (Ids{3, 4, 5, 6, 7}));
}

TEST(WordPiece, AWordWithAnUnknownPieceGivesNothing) {
  const auto tokenizer = wordpiece(vocabulary(), {});
  EXPECT_EQ(tokenizer->encode("unaffablex hello"), (Ids{3}));
  EXPECT_EQ(tokenizer->encode(std::string(101, 'h') + " hello"), (Ids{3}));
  EXPECT_TRUE(tokenizer->encode("").empty());
}

TEST(WordPiece, BertNormalisation) {
  EXPECT_EQ(normalise(" \tHeLLo!how  \n Are yoU?  ", {}), "  hello!how    are you?  ");
  EXPECT_EQ(normalise("H\u00E9llo", {}), "hello");
  EXPECT_EQ(normalise("H\u00E9llo", {.strip_accents = false}), "h\u00E9llo");
  EXPECT_EQ(normalise("H\u00E9llo", {.lowercase = false, .strip_accents = false}), "H\u00E9llo");
  EXPECT_EQ(normalise("a\u200Bb\x01" "c\uFFFD", {}), "abc");
  EXPECT_EQ(normalise("ah\u535A\u63A8zz", {}), "ah \u535A  \u63A8 zz");
  EXPECT_EQ(normalise("\uFF21\uFB01\u3000b", {.compatibility = true}), "afi b");
}

TEST(WordPiece, PunctuationStandsAlone) {
  EXPECT_EQ(basic_words("a.b, c\u3002d $5"), (Words{"a", ".", "b", ",", "c", "\u3002", "d", "$", "5"}));
}

TEST(WordPiece, VocabularyFilesCountLines) {
  const auto tokenizer = parse_vocab_txt("[PAD]\n[UNK]\nhello\r\n##s\n", {});
  EXPECT_EQ(tokenizer->encode("hellos [UNK]"), (Ids{2, 3}));
  EXPECT_THROW((void)parse_vocab_txt("", {}), Error);
  EXPECT_THROW((void)parse_vocab_txt("a\nb\n", {.bytes = 1}), Error);
}

TEST(WordPiece, NormalisedBytesAreWellFormed) {
  std::mt19937 random(41);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 60, ' ');
    for (char& c : text) c = static_cast<char>(random());
    const auto normal = normalise(text, {.compatibility = round % 2 == 0});
    ASSERT_TRUE(is_utf8(normal));
    std::size_t bytes = 0;
    for (const auto word : basic_words(normal)) bytes += word.size();
    ASSERT_LE(bytes, normal.size());
  }
}

}  // namespace
