#include <baton/prompt/prompt.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

struct Letter {
  std::string to;
  int copies = 1;
  std::vector<int> unused;
};
BATON_FIELDS(Letter, to, copies, unused)

TEST(Prompt, TakesNamedValuesInAnyOrder) {
  EXPECT_EQ(prompt<"{a} and {b}">("b"_a = "two", "a"_a = 1), "1 and two");
}

TEST(Prompt, TakesTheBareValueOfItsOnlyVariable) {
  EXPECT_EQ(prompt<"About {topic}.">("cats"), "About cats.");
  EXPECT_EQ(prompt<"{n} + {n}">(2), "2 + 2");
  EXPECT_EQ(prompt<"{x}">(0.5), "0.5");
  EXPECT_EQ(prompt<"{x}">(true), "true");
}

TEST(Prompt, WritesWholeNumbersInFull) {
  EXPECT_EQ(prompt<"{n}">(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(prompt<"{n}">(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(prompt<"{n}">(static_cast<signed char>(-5)), "-5");
  EXPECT_EQ(prompt<"{n}">(static_cast<std::uint8_t>(65)), "65");
  EXPECT_EQ(prompt<"{n}">('7'), "7");
}

TEST(Prompt, WritesFractionsAsShortAsReadsBack) {
  EXPECT_EQ(prompt<"{n}">(0.1F), "0.1");
  EXPECT_EQ(prompt<"{n}">(1e300), "1e+300");
  constexpr auto largest = std::numeric_limits<long double>::max();
  EXPECT_EQ(std::stold(prompt<"{n}">(largest)), largest);
}

TEST(Prompt, TakesADescribedStructWithMoreFieldsThanItNeeds) {
  EXPECT_EQ(prompt<"{copies} for {to}">(Letter{"Ada", 3, {}}), "3 for Ada");
}

TEST(Prompt, NeedsNothingWithoutVariables) { EXPECT_EQ(prompt<"Hello">(), "Hello"); }

TEST(Prompt, DoubledBracesAreText) {
  EXPECT_EQ(prompt<"{{\"a\": {a}}}">("a"_a = 1), "{\"a\": 1}");
  EXPECT_EQ(prompt<"{{}}">(), "{}");
}

TEST(Prompt, AValueIsNeverReadAgain) {
  EXPECT_EQ(prompt<"{a} {b}">("a"_a = "{b}", "b"_a = "{{x}}"), "{b} {{x}}");
}

TEST(Prompt, KeepsEveryByteOfAValue) {
  const std::string odd("\0\xff\n}", 4);
  EXPECT_EQ(prompt<"<{a}>">("a"_a = odd), "<" + odd + ">");
}

TEST(Record, GivesValuesByName) {
  const auto record = Record("city"_a = "Oslo", "year"_a = 2026);
  EXPECT_EQ(record.get<"city">(), "Oslo");
  EXPECT_EQ(record.get<"year">(), 2026);
}

}  // namespace
}  // namespace baton
