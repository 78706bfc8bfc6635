#include "retrieval/graph/names.hpp"

#include <gtest/gtest.h>

namespace baton::graph {
namespace {

using Words = std::vector<std::string>;

TEST(GraphNames, FoldCaseAndSpace) {
  EXPECT_EQ(folded_name("  Ada \n LOVELACE "), "ada lovelace");
  EXPECT_EQ(folded_name("C++"), "c++");
  EXPECT_EQ(folded_name(" \t"), "");
}

TEST(GraphNames, WordsAreLettersDigitsAndNonAscii) {
  EXPECT_EQ(words_in("Öl & Gas-Werke 2", 9), (Words{"Öl", "gas", "werke", "2"}));
  EXPECT_EQ(words_in("a b c", 2), (Words{"a", "b"}));
  EXPECT_TRUE(words_in("", 9).empty());
  EXPECT_EQ(joined_words({"a", "b", "c"}, 1, 3), "b c");
  EXPECT_EQ(joined_words({}, 0, 0), "");
}

}  // namespace
}  // namespace baton::graph
