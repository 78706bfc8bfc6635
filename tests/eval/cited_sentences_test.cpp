#include "eval/cited_sentences.hpp"

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

TEST(CitedSentences, AreFound) {
  const auto all = cited_sentences("Ann signed it [1]. Nobody knows why. It was in May. [2, 3] Or in 1.5 days[1][4]!\nThe end [10]");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].text, "Ann signed it [1].");
  EXPECT_EQ(all[0].passages, (std::vector<std::size_t>{1}));
  EXPECT_EQ(all[1].text, "It was in May. [2, 3]");
  EXPECT_EQ(all[1].passages, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(all[2].text, "Or in 1.5 days[1][4]!");
  EXPECT_EQ(all[2].passages, (std::vector<std::size_t>{1, 4}));
  EXPECT_EQ(all[3].text, "The end [10]");
}

TEST(CitedSentences, WhatIsNoCitationIsNone) {
  for (const char* text : {"", "[", "[]", "[a]", "[1", "[1,", "[1.2]", "array[i]. Yes.", "[-1]", "[99999999999999999999999]"}) {
    EXPECT_TRUE(cited_sentences(text).empty()) << text;
  }
}

}  // namespace
}  // namespace baton::detail
