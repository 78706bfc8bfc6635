#include "index/languages.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using Languages = std::vector<std::string>;
using testing::code_of;

TEST(Languages, AreTwoLetterCodes) {
  for (const Languages& bad : {Languages{}, Languages{"english"}, Languages{"EN"}, Languages{"en", "en"}, Languages{"e'"},
                               Languages{"da", "de", "en", "es", "fi", "fr", "hu", "it", "nl"}}) {
    EXPECT_EQ(code_of([&] { check_languages(bad); }), ErrorCode::invalid_argument);
  }
  check_languages(Languages{"de", "en"});
}

TEST(Languages, AreEnglishWhenNoneAreGiven) {
  EXPECT_EQ(languages_or_english({}), Languages{"en"});
  EXPECT_EQ(languages_or_english({"de"}), Languages{"de"});
  EXPECT_EQ(code_of([] { static_cast<void>(languages_or_english({"De"})); }), ErrorCode::invalid_argument);
}

TEST(Languages, AreReadAsTheyWereNoted) {
  const Languages some = {"de", "en", "ja"};
  EXPECT_EQ(split_languages(joined_languages(some)), some);
}

TEST(Languages, OthersThanTheStoresAreRefused) {
  const Languages present = {"de", "en"};
  refuse_other_languages("x", present, {}, "rebuild");
  refuse_other_languages("x", present, present, "rebuild");
  for (const Languages& given : {Languages{"de"}, Languages{"en", "de"}}) {
    EXPECT_EQ(code_of([&] { refuse_other_languages("x", present, given, "rebuild"); }), ErrorCode::schema_mismatch);
  }
  refuse_languages("x", {});
  EXPECT_EQ(code_of([&] { refuse_languages("x", present); }), ErrorCode::unsupported);
}

}  // namespace
}  // namespace baton
