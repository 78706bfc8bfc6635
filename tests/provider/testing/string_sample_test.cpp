#include <gtest/gtest.h>

#include "provider/testing/sample.hpp"

namespace {

using namespace baton::sample;

TEST(StringSample, KeepsToItsBounds) {
  Random random(2);
  for (std::size_t least = 0; least < 40; ++least) {
    for (std::size_t most = least; most < least + 40; ++most) {
      const auto text = plain_string("", least, most, random);
      ASSERT_GE(text.size(), least);
      ASSERT_LE(text.size(), most);
    }
  }
}

TEST(StringSample, MakesTheFormats) {
  Random random(3);
  EXPECT_EQ(plain_string("date", 0, 24, random).size(), 10U);
  EXPECT_EQ(plain_string("uuid", 0, 24, random).size(), 36U);
  EXPECT_EQ(plain_string("date-time", 0, 24, random)[10], 'T');
  EXPECT_NE(plain_string("email", 0, 24, random).find('@'), std::string::npos);
  EXPECT_TRUE(plain_string("uri", 0, 24, random).starts_with("https://"));
}

TEST(StringSample, TheGeneratorIsTheSameEverywhere) {
  Random random(0);
  EXPECT_EQ(random.next(), 0xE220A8397B1DCDAFU);  // the reference sequence of SplitMix64 for seed 0
  EXPECT_EQ(random.next(), 0x6E789E6AA1B965F4U);
}

}  // namespace
