#include "token/normalizer.hpp"

#include <random>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

#include "token/lower_case.hpp"

namespace baton::token {
namespace {

TEST(BertNormalizer, DoesAsTheOriginal) {
  EXPECT_EQ(bert_normalized(" \tHeLLo!how  \n Are yoU?  ", {}), "  hello!how    are you?  ");
  EXPECT_EQ(bert_normalized("H\u00E9llo", {}), "hello");
  EXPECT_EQ(bert_normalized("H\u00E9llo", {.strip_accents = false}), "h\u00E9llo");
  EXPECT_EQ(bert_normalized("H\u00E9llo", {.strip_accents = false, .lowercase = false}), "H\u00E9llo");
  EXPECT_EQ(bert_normalized("a\u200Bb\x01" "c\uFFFD" "d\u0085\uE123", {}), "abcd");
  EXPECT_EQ(bert_normalized("a\u200B\u00A0", {.clean_text = false}), "a\u200B\u00A0");
  EXPECT_EQ(bert_normalized("ah\u535A\u63A8zz\U00020000", {}), "ah \u535A  \u63A8 zz \U00020000 ");
  EXPECT_EQ(bert_normalized("\uD55C\u0130", {}), "\u1112\u1161\u11ABi");
}

TEST(LowerCase, EachCharacterByItself) {
  EXPECT_EQ(lower_case("\u039F\u0394\u039F\u03A3 \u0130\u1E9E\u01C5 \u10A0\u13A0\U00010400\xFFZ"), "\u03BF\u03B4\u03BF\u03C3 i\u0307\u00DF\u01C6 \u2D00\uAB70\U00010428\xFFz");
}

TEST(Normalizer, Marks) { EXPECT_EQ(without_marks("e\u0301a\u0903\u20DD\u00E9"), "ea\u00E9"); }

TEST(Normalizer, Strips) {
  EXPECT_EQ(stripped(" \u3000a b\n", true, true), "a b");
  EXPECT_EQ(stripped(" a ", true, false), "a ");
  EXPECT_EQ(stripped(" a ", false, true), " a");
  EXPECT_EQ(stripped(" a ", false, false), " a ");
  EXPECT_EQ(stripped(" \t ", true, false), "");
}

TEST(Normalizer, Replaces) {
  EXPECT_EQ(with_replaced("a``b```", "``", "\""), "a\"b\"`");
  EXPECT_EQ(with_replaced_spaces("a  b c   \t d", 2, false, "_"), "a_b c_\t d");
  EXPECT_EQ(with_replaced_spaces(" a\u3000\nb ", 1, true, " "), " a b ");
  EXPECT_EQ(nmt_normalized("a\x02" "b\tc\u200Bd\u2581\u0085"), "ab c d \u0085");
}

TEST(Normalizer, TextStaysWellFormed) {
  std::mt19937 random(41);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes(random() % 60, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    const auto text = sanitize_utf8(bytes);
    ASSERT_TRUE(is_utf8(bert_normalized(text, {})));
    ASSERT_TRUE(is_utf8(nmt_normalized(stripped(text, true, true))));
  }
}

}  // namespace
}  // namespace baton::token
