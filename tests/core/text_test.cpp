#include <baton/core/text.hpp>

#include <cstdint>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

using namespace std::string_literals;

TEST(Utf8, WellFormedTextIsValid) {
  for (const auto& text : {""s, "plain"s, "caf\u00e9"s, "\u65e5\u672c"s, "\U0001F600"s,
                           "\uD7FF\uE000\U0010FFFF"s, "a\0b"s}) {
    EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_EQ(sanitize_utf8(text), text);
  }
}

TEST(Utf8, IllFormedTextIsFoundAtItsPlace) {
  EXPECT_EQ(utf8_valid_prefix("0123456789\xC0\xAF"), 10U);  // overlong
  EXPECT_EQ(utf8_valid_prefix("ab\xED\xA0\x80"), 2U);       // surrogate
  EXPECT_EQ(utf8_valid_prefix("ab\xF4\x90\x80\x80"), 2U);   // above U+10FFFF
  EXPECT_EQ(utf8_valid_prefix("ab\xE2\x82"), 2U);           // cut short
  EXPECT_EQ(utf8_valid_prefix("\x80"), 0U);
  EXPECT_EQ(utf8_valid_prefix("\xFF"), 0U);
  EXPECT_EQ(utf8_valid_prefix("\xE0\x9F\xBF"), 0U);
  EXPECT_EQ(utf8_valid_prefix("\xF0\x8F\xBF\xBF"), 0U);
}

// The example of the Unicode Standard, table 3-8 and 3-11: one U+FFFD per maximal subpart.
TEST(Utf8, SanitizeReplacesMaximalSubparts) {
  const std::string r = "\uFFFD";
  EXPECT_EQ(sanitize_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
            r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(sanitize_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), r + r + r + r + "A");
}

TEST(Utf8, SanitizeAlwaysGivesWellFormedText) {
  std::mt19937 random(7);  // NOLINT: reproducible
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 24, '\0');
    for (char& c : text) c = static_cast<char>(random() % 3 == 0 ? 'a' + random() % 26 : random());
    const std::string clean = sanitize_utf8(text);
    ASSERT_TRUE(is_utf8(clean));
    ASSERT_EQ(sanitize_utf8(clean), clean);
    ASSERT_EQ(clean.substr(0, utf8_valid_prefix(text)), text.substr(0, utf8_valid_prefix(text)));
  }
}

TEST(Utf8, EveryCodePointRoundTrips) {
  for (std::uint32_t c = 0; c <= 0x110000; ++c) {
    std::string text;
    append_utf8(text, c);
    ASSERT_TRUE(is_utf8(text)) << c;
    const bool scalar = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    ASSERT_EQ(scalar || text == "\uFFFD", true) << c;
    ASSERT_EQ(text.size(), !scalar ? 3U : c < 0x80 ? 1U : c < 0x800 ? 2U : c < 0x10000 ? 3U : 4U);
  }
}

TEST(Utf8, CutsFallBetweenCodePoints) {
  const std::string text = "a\u00e9\u65e5\U0001F600";  // 1 + 2 + 3 + 4 bytes
  const std::size_t floors[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  const std::size_t ceils[] = {0, 1, 3, 3, 6, 6, 6, 10, 10, 10, 10, 10};
  for (std::size_t at = 0; at < 12; ++at) {
    EXPECT_EQ(utf8_floor(text, at), floors[at]) << at;
    EXPECT_EQ(utf8_ceil(text, at), ceils[at]) << at;
    EXPECT_EQ(utf8_prefix(text, at), text.substr(0, floors[at]));
  }
}

TEST(Tokens, EstimateFollowsItsRule) {
  EXPECT_EQ(estimate_tokens(""), 0U);
  EXPECT_EQ(estimate_tokens("a"), 1U);
  EXPECT_EQ(estimate_tokens(std::string(400, 'a')), 100U);
  EXPECT_EQ(estimate_tokens("\u65e5\u672c\u8a9e"), 3U);
  EXPECT_EQ(estimate_tokens("\u0434\u0430"), 1U);
  EXPECT_EQ(estimate_tokens("\U0001F600"), 2U);
}

// Counted with OpenAI's published o200k_base vocabulary: 10 tokens.
TEST(Tokens, EnglishProseIsMetWithinAQuarter) {
  const auto estimate = estimate_tokens("The quick brown fox jumps over the lazy dog.");
  EXPECT_GE(estimate, 8U);
  EXPECT_LE(estimate, 12U);
}

}  // namespace
}  // namespace baton
