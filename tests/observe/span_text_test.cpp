#include "observe/span_text.hpp"

#include <random>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(OneLine, EscapesWhatCouldForgeALine) {
  EXPECT_EQ(detail::one_line("plain text"), "plain text");
  EXPECT_EQ(detail::one_line("a\nb\r\tc\x1b[31m\x7f"), "a\\nb\\x0d\\tc\\x1b[31m\\x7f");
  EXPECT_EQ(detail::one_line("a\u2028b\u0085c"), "a\uFFFDb\uFFFDc");
  EXPECT_EQ(detail::one_line("caf\xC3\xA9 \xFF"), "caf\xC3\xA9 \uFFFD");
}

TEST(OneLine, AnyBytesBecomeOneWellFormedLine) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const auto line = detail::one_line(bytes);
    ASSERT_TRUE(is_utf8(line));
    for (const char c : line) ASSERT_GE(static_cast<unsigned char>(c), 0x20);
  }
}

TEST(DurationText, ChoosesAUnit) {
  EXPECT_EQ(detail::duration_text(850ns), "0.8 µs");
  EXPECT_EQ(detail::duration_text(12400us), "12.4 ms");
  EXPECT_EQ(detail::duration_text(3200ms), "3.20 s");
}

TEST(AttributeText, WritesEveryKindOfValue) {
  EXPECT_EQ(detail::attribute_text("n", SpanValue(std::int64_t{-3})), " n=-3");
  EXPECT_EQ(detail::attribute_text("x", SpanValue(0.25)), " x=0.25");
  EXPECT_EQ(detail::attribute_text("b", SpanValue(true)), " b=true");
  EXPECT_EQ(detail::attribute_text("s", SpanValue(std::string("two words"))), " s=\"two words\"");
}

TEST(Owned, CutsLongTextAtACodePoint) {
  EXPECT_EQ(std::get<std::string>(detail::owned("ab\u00e9", 3)), "ab");
  EXPECT_EQ(std::get<bool>(detail::owned(true, 3)), true);
}

}  // namespace
}  // namespace baton
