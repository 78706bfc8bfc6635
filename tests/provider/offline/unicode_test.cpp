#include "provider/offline/unicode.hpp"

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace {

using namespace baton;
using namespace baton::offline;

TEST(OfflineUnicode, DecodesEveryCodePointThatCoreEncodes) {
  for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 97)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const auto [value, size] = decode_utf8(text, 0);
    ASSERT_EQ(value, c);
    ASSERT_EQ(size, text.size());
  }
}

TEST(OfflineUnicode, IllFormedBytesGiveTheReplacementCharacterOneByOne) {
  for (const std::string text : {"\x80", "\xC0\x80", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    const auto [value, size] = decode_utf8(text, 0);
    EXPECT_EQ(value, 0xFFFDU);
    EXPECT_EQ(size, 1U);
  }
}

TEST(OfflineUnicode, LowersTheDocumentedScripts) {
  EXPECT_EQ(lower(U'Z'), U'z');
  EXPECT_EQ(lower(U'\u00C9'), U'\u00E9');
  EXPECT_EQ(lower(U'\u0100'), U'\u0101');
  EXPECT_EQ(lower(U'\u0101'), U'\u0101');
  EXPECT_EQ(lower(U'\u0179'), U'\u017A');
  EXPECT_EQ(lower(U'\u03A9'), U'\u03C9');
  EXPECT_EQ(lower(U'\u0416'), U'\u0436');
  EXPECT_EQ(lower(U'\u0404'), U'\u0454');
  EXPECT_EQ(lower(U'\u1EC6'), U'\u1EC7');
  EXPECT_EQ(lower(U'\uFF21'), U'\uFF41');
  EXPECT_EQ(lower(U'\u4E2D'), U'\u4E2D');
}

TEST(OfflineUnicode, LoweringTwiceIsLoweringOnce) {
  for (char32_t c = 0; c < 0x10000; ++c) ASSERT_EQ(lower(lower(c)), lower(c)) << std::hex << static_cast<unsigned>(c);
}

TEST(OfflineUnicode, StripsAccents) {
  EXPECT_EQ(strip_accent(U'\u00E9'), U'e');
  EXPECT_EQ(strip_accent(U'\u0439'), U'\u0438');
  EXPECT_EQ(strip_accent(U'\u03AC'), U'\u03B1');
  EXPECT_EQ(strip_accent(U'\u1EC7'), U'e');
  EXPECT_EQ(strip_accent(U'\u00DF'), U'\u00DF');
  EXPECT_EQ(strip_accent(U'x'), U'x');
}

TEST(OfflineUnicode, ClassesDoNotOverlap) {
  for (char32_t c = 0; c < 0x11000; ++c) {
    const int classes = int{is_space(c)} + int{is_control(c)} + int{is_punctuation(c)} + int{is_word(c)};
    ASSERT_LE(classes, 1) << std::hex << static_cast<unsigned>(c);
  }
  EXPECT_TRUE(is_punctuation(U'$'));
  EXPECT_TRUE(is_punctuation(U'\u3002'));
  EXPECT_FALSE(is_punctuation(U'\u4E2D'));
  EXPECT_TRUE(is_cjk(U'\u4E2D'));
  EXPECT_FALSE(is_cjk(U'\u3042'));
}

}  // namespace
