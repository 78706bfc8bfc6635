#include "retrieval/quote.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

std::string found(std::string_view text, std::string_view quote) {
  const auto place = find_quote(text, quote);
  return place ? std::string(text.substr(place->begin, place->end - place->begin)) : "(none)";
}

TEST(Quote, ForgivesSpaceCaseAndMarks) {
  const std::string_view text = "It says:\n  “The museum\n  opens at TEN.”  Then more.";
  EXPECT_EQ(found(text, "the museum opens at ten"), "The museum\n  opens at TEN");
  EXPECT_EQ(found(text, "\"The museum opens at ten.\""), "“The museum\n  opens at TEN.”");
  EXPECT_EQ(found(text, "  then more.  "), "Then more.");
}

TEST(Quote, WantsTheSameWords) {
  const std::string_view text = "The museum opens at ten.";
  EXPECT_EQ(found(text, "The museum opens at nine"), "(none)");
  EXPECT_EQ(found(text, "The museum ... at ten"), "(none)");
  EXPECT_EQ(found(text, "themuseum opens"), "(none)");
}

TEST(Quote, AWordIsNoQuoteUnlessItIsAll) {
  EXPECT_EQ(found("The museum", "museum"), "(none)");
  EXPECT_EQ(found("museum", "Museum"), "museum");
  for (const char* nothing : {"", " ", "\n\t"}) EXPECT_EQ(found("The museum", nothing), "(none)");
  EXPECT_EQ(found("", "some words"), "(none)");
  EXPECT_EQ(found("\xE2\x80", "\xE2\x80"), "\xE2\x80");
}

}  // namespace
}  // namespace baton
