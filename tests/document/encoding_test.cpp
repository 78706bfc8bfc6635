#include <baton/document/encoding.hpp>

#include <random>
#include <string>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton {
namespace {

using namespace std::string_literals;

DecodedText decoded(std::string_view bytes, std::string_view declared = {}) {
  return decode_text(bytes, declared).value();
}

TEST(Encoding, Utf8StaysAsItIs) {
  const DecodedText text = decoded("na\u00efve \u65e5\u672c\r\nline\rx\n");
  EXPECT_EQ(text.text, "na\u00efve \u65e5\u672c\r\nline\rx\n");
  EXPECT_EQ(text.encoding, "utf-8");
  EXPECT_FALSE(text.replaced);
  EXPECT_EQ(decoded("").text, "");
  EXPECT_EQ(decoded(" \n\t ").text, " \n\t ");
}

TEST(Encoding, ByteOrderMarks) {
  EXPECT_EQ(decoded("\xEF\xBB\xBFhi").text, "hi");
  EXPECT_EQ(decoded("\xFF\xFEh\0i\0\x3D\xD8\x00\xDE"s).text, "hi\U0001F600");
  EXPECT_EQ(decoded("\xFE\xFF\0h\0i"s).text, "hi");
  EXPECT_EQ(decoded("\xFF\xFE\0\0h\0\0\0\x00\xF6\x01\x00"s).text, "h\U0001F600");
  EXPECT_EQ(decoded("\0\0\xFE\xFF\0\0\0h"s).encoding, "utf-32be");
}

TEST(Encoding, BrokenWideTextIsMarked) {
  const DecodedText lone = decoded("\xFF\xFE\x00\xD8h\0"s);
  EXPECT_EQ(lone.text, "\uFFFDh");
  EXPECT_TRUE(lone.replaced);
  EXPECT_TRUE(decoded("\xFF\xFEh\0i"s).replaced);
  EXPECT_TRUE(decoded("\xFF\xFE\0\0\0\0\x11\0"s).replaced);
}

TEST(Encoding, Utf16WithoutMark) {
  std::string little;
  for (const char c : "plain words in wide letters"s) little += {c, '\0'};
  EXPECT_EQ(decoded(little).text, "plain words in wide letters");
  EXPECT_EQ(decoded(little).encoding, "utf-16le");
  EXPECT_EQ(decoded(std::string(1, '\0') + little.substr(0, little.size() - 1)).encoding,
            "utf-16be");
}

TEST(Encoding, EightBitTextIsGuessed) {
  EXPECT_EQ(decoded("Die Gr\xF6\xDF"
                    "e der T\xFCr, sch\xF6n und \xFC"
                    "berall")
                .text,
            "Die Gr\u00f6\u00dfe der T\u00fcr, sch\u00f6n und \u00fcberall");
  EXPECT_EQ(decoded("\x93quoted\x94 \x96 5 \x80").text, "\u201cquoted\u201d \u2013 5 \u20ac");
  // "Привет, как дела? Это простой текст на русском языке." in KOI8-R.
  const DecodedText russian = decoded(
      "\xF0\xD2\xC9\xD7\xC5\xD4, \xCB\xC1\xCB \xC4\xC5\xCC\xC1? \xFC\xD4\xCF "
      "\xD0\xD2\xCF\xD3\xD4\xCF\xCA \xD4\xC5\xCB\xD3\xD4 \xCE\xC1 "
      "\xD2\xD5\xD3\xD3\xCB\xCF\xCD \xD1\xDA\xD9\xCB\xC5.");
  EXPECT_EQ(russian.encoding, "koi8-r");
  EXPECT_TRUE(russian.text.starts_with("\u041f\u0440\u0438\u0432\u0435\u0442,"));
}

TEST(Encoding, TheDeclaredOneIsBelievedWhenItFits) {
  EXPECT_EQ(decoded("\xC4", "ISO-8859-7").text, "\u0394");
  EXPECT_EQ(decoded("\x83\x65", "x-sjis").text, "\u30c6");
  EXPECT_EQ(decoded("\xC4 A", "no-such-charset").encoding.empty(), false);
  EXPECT_EQ(decoded("\u00e9", "iso-8859-1").text, "\u00e9");  // valid UTF-8 speaks for itself
}

TEST(Encoding, AFewBrokenPlacesDoNotMakeUtf8SomethingElse) {
  const DecodedText text = decoded("\u00e9t\u00e9 d\u00e9j\u00e0 vu \u00e0 la \xFF fin");
  EXPECT_EQ(text.encoding, "utf-8");
  EXPECT_TRUE(text.replaced);
  EXPECT_NE(text.text.find("la \uFFFD fin"), std::string::npos);
}

TEST(Encoding, BinaryIsRefused) {
  std::mt19937 random(3);  // NOLINT: reproducible
  std::string noise(4096, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  EXPECT_EQ(decode_text(noise).error().code(), ErrorCode::unsupported);
  EXPECT_EQ(decode_text("text with a \0 in it"s).error().code(), ErrorCode::unsupported);
  EXPECT_EQ(decode_text("\x01\x02\x03 control").error().code(), ErrorCode::unsupported);
  EXPECT_TRUE(decode_text("\x1B[1mcolour\x1B[0m and b\bbold").has_value());
}

TEST(Encoding, AnyBytesGiveWellFormedTextOrAnError) {
  std::mt19937 random(11);  // NOLINT: reproducible
  const char* const declared[] = {"",     "shift_jis",    "gb18030", "euc-kr",
                                  "big5", "windows-1251", "tis-620"};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random() % 80, '\0');
    for (char& c : bytes)
      c = static_cast<char>(random() % 2 == 0 ? 'a' + random() % 26 : 9 + random() % 247);
    const auto result = decode_text(bytes, declared[random() % 7]);
    if (result) {
      ASSERT_TRUE(is_utf8(result->text));
    } else {
      ASSERT_EQ(result.error().code(), ErrorCode::unsupported);
    }
  }
}

}  // namespace
}  // namespace baton
