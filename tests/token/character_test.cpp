#include "token/character.hpp"

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton::token {
namespace {

TEST(ClassTable, KnowsOneOfEach) {
  const auto& table = ClassTable::get();
  const std::pair<char32_t, unsigned> cases[] = {
      {U'A', upper}, {U'\u01C5', upper}, {U'z', lower}, {U'\u00DF', lower}, {U'\u02B0', caseless}, {U'\u4E2D', caseless},
      {U'\u0301', mark}, {U'\u20DD', mark}, {U'7', number}, {U'\u00BD', number}, {U'\u2167', number}, {U' ', space},
      {U'\u3000', space}, {U'\u0085', space}, {U'\n', space | line_end}, {U'\r', space | line_end}, {U'!', other},
      {U'\u200B', other}, {U'\U0001F600', other}, {U'\U0010FFFF', other}, {U'\U000323AF', caseless}, {U'\u1C89', upper}};
  for (const auto& [code, classes] : cases) EXPECT_EQ(table.of(code), classes) << std::hex << static_cast<unsigned>(code);
}

TEST(DecodeCode, AgreesWithTheCoreOnWhatIsUtf8) {
  for (char32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 61) {
    if (code >= 0xD800 && code < 0xE000) continue;
    std::string text;
    append_utf8(text, code);
    const auto got = decode_code(text.data(), text.data() + text.size());
    ASSERT_EQ(got.value, code);
    ASSERT_EQ(got.size, text.size());
  }
}

TEST(DecodeCode, TakesIllFormedBytesOneByOne) {
  for (const std::string bytes : {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                                  "\xE4\xB8", "\xF0\x9F\x98", "\xC3", "\xFF"}) {
    ASSERT_FALSE(is_utf8(bytes));
    const auto got = decode_code(bytes.data(), bytes.data() + bytes.size());
    EXPECT_EQ(got.value, invalid_code);
    EXPECT_EQ(got.size, 1U);
  }
}

}  // namespace
}  // namespace baton::token
