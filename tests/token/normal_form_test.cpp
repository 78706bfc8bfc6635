#include "token/normal_form.hpp"

#include <random>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton::token {
namespace {

struct FormCase {
  const char* text;
  const char* nfc;
};

// From the examples of UAX #15 and the Unicode Standard, section 3.11.
TEST(ToNfc, ComposesAsTheAnnexSays) {
  const FormCase cases[] = {{"", ""}, {"abc", "abc"}, {"e\u0301", "\u00E9"}, {"\u212B", "\u00C5"}, {"\u2126", "\u03A9"}, {"\u1E9B\u0323", "\u1E9B\u0323"},
                            {"s\u0323\u0307", "\u1E69"}, {"s\u0307\u0323", "\u1E69"}, {"\u1E0B\u0323", "\u1E0D\u0307"}, {"q\u0307\u0323", "q\u0323\u0307"},
                            {"\u1100\u1161\u11A8", "\uAC01"}, {"\uAC00\u11A8", "\uAC01"}, {"\u1100\u1161", "\uAC00"}, {"\uAC01\u11A8", "\uAC01\u11A8"},
                            {"\u0344", "\u0308\u0301"}, {"\u0958", "\u0915\u093C"}, {"\uF900", "\u8C48"}, {"\u0301a", "\u0301a"}, {"a\u0301\u0301", "\u00E1\u0301"},
                            {"a\u0315\u0300\u05AE\u0300", "\u00E0\u05AE\u0300\u0315"}, {"a\u05B0\u0300", "\u00E0\u05B0"}};
  for (const auto& [text, nfc] : cases) {
    EXPECT_EQ(to_form(text, NormalForm::c), nfc) << text;
    EXPECT_EQ(to_form(nfc, NormalForm::c), nfc) << nfc;
  }
}

// From figure 6 and table 1 of UAX #15.
TEST(ToForm, HasAllFour) {
  struct {
    const char* text;
    const char* d;
    const char* c;
    const char* kd;
    const char* kc;
  } const cases[] = {{"\uFB01", "\uFB01", "\uFB01", "fi", "fi"}, {"2\u2075", "2\u2075", "2\u2075", "25", "25"},
                     {"\u1E9B\u0323", "\u017F\u0323\u0307", "\u1E9B\u0323", "s\u0323\u0307", "\u1E69"}, {"\uAC01", "\u1100\u1161\u11A8", "\uAC01", "\u1100\u1161\u11A8", "\uAC01"},
                     {"x\uFF76\uFF9E", "x\uFF76\uFF9E", "x\uFF76\uFF9E", "x\u30AB\u3099", "x\u30AC"}, {"\uFDFA", "\uFDFA", "\uFDFA",
                      "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645", "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645"},
                     {"\U0001D54F\u00A8", "\U0001D54F\u00A8", "\U0001D54F\u00A8", "X \u0308", "X \u0308"}};
  for (const auto& each : cases) {
    EXPECT_EQ(to_form(each.text, NormalForm::d), each.d) << each.text;
    EXPECT_EQ(to_form(each.text, NormalForm::c), each.c) << each.text;
    EXPECT_EQ(to_form(each.text, NormalForm::kd), each.kd) << each.text;
    EXPECT_EQ(to_form(each.text, NormalForm::kc), each.kc) << each.text;
  }
}

TEST(ToNfc, KeepsBytesThatAreNoText) {
  EXPECT_EQ(to_form("e\xFF\u0301 e\u0301\xC3", NormalForm::c), "e\xFF\u0301 \u00E9\xC3");
}

TEST(ToNfc, DoesNothingTheSecondTime) {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto size = random() % 12; size > 0; --size) append_utf8(text, static_cast<char32_t>(random() % 4 == 0 ? 0x300 + random() % 0x70 : random() % 0x3400));
    const auto once = to_form(text, NormalForm::c);
    ASSERT_EQ(to_form(once, NormalForm::c), once);
  }
}

}  // namespace
}  // namespace baton::token
