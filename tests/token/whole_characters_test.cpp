#include "token/whole_characters.hpp"

#include <string>

#include <gtest/gtest.h>

#include <baton/core/limits.hpp>

#include "token/rank_file.hpp"
#include "token/small_vocabulary.hpp"

namespace baton::token {
namespace {

using Merge = WholeCharacters::Merge;

/// The characters of a vocabulary of the 256 bytes, whose ids are their values, and `tokens`, each of which `merges` make.
WholeCharacters characters(const std::vector<std::string_view>& tokens, const std::vector<Merge>& merges) {
  MergeTable table(merges.size());
  for (const auto& [left, right, made] : merges) table.add(left, right, made);
  return WholeCharacters(parse_ranks(test::rank_file(tokens), Limits{}), table, merges);
}

// U+00E9 is C3 A9, U+0436 is D0 B6, U+6F22 is E6 BC A2.
TEST(WholeCharacters, AreTakenWhereTheirBytesMergeFirst) {
  const WholeCharacters found = characters({"\u00E9", "\xE6\xBC", "\u6F22"}, {{0xC3, 0xA9, 256}, {0xE6, 0xBC, 257}, {257, 0xA2, 258}});
  const std::string text = "\u00E9\u6F22\u0436";
  EXPECT_EQ(found.at(text, 0).token, 256U);
  EXPECT_EQ(found.at(text, 0).size, 2U);
  EXPECT_EQ(found.at(text, 2).token, 258U);
  EXPECT_EQ(found.at(text, 2).size, 3U);
  EXPECT_EQ(found.at(text, 5).token, no_token);  // no token of the vocabulary
  EXPECT_EQ(found.at(text, 5).size, 1U);
}

TEST(WholeCharacters, AreNotTakenWhereANeighbourMayMergeBefore) {
  const std::string text = "\u0436\u00E9";
  const std::string_view before = "\xB6\xC3";  // across the border of the two
  EXPECT_EQ(characters({before, "\u00E9"}, {{0xB6, 0xC3, 256}, {0xC3, 0xA9, 257}}).at(text, 2).token, no_token);
  EXPECT_EQ(characters({"\u00E9", before}, {{0xC3, 0xA9, 256}, {0xB6, 0xC3, 257}}).at(text, 2).token, 256U);
  const std::string_view behind = "\xA9 ";
  EXPECT_EQ(characters({behind, "\u00E9"}, {{0xA9, ' ', 256}, {0xC3, 0xA9, 257}}).at(text, 2).token, no_token);
  // A merge with the whole character counts as well, where its rank is smaller.
  const std::string_view longer = "\u00E9 ";
  EXPECT_EQ(characters({longer, "\u00E9"}, {{257, ' ', 256}, {0xC3, 0xA9, 257}}).at(text, 2).token, no_token);
  // One with a space before does not, as no character behind ASCII is taken.
  const WholeCharacters spaced = characters({" \xC3", "\u00E9"}, {{' ', 0xC3, 256}, {0xC3, 0xA9, 257}});
  EXPECT_EQ(spaced.at(text, 2).token, 257U);
  EXPECT_EQ(spaced.at(" \u00E9", 1).token, no_token);
}

TEST(WholeCharacters, AreWellFormed) {
  const WholeCharacters found = characters({"\u00E9"}, {{0xC3, 0xA9, 256}});
  for (const std::string_view text : {"\xC3", "\xC3 ", "\xA9", "\xE0\x83\xA9", "\xC3\xA9\xA9", "\xF0\x80\x83\xA9", "e"}) {
    EXPECT_EQ(found.at(text, 0).token, no_token) << text;
  }
  EXPECT_EQ(found.at("\u00E9", 0).token, 256U);
}

}  // namespace
}  // namespace baton::token
