#include "token/byte_vocabulary.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

TEST(ByteVocabulary, FindsWhatWasAddedAndNothingElse) {
  ByteVocabulary vocabulary;
  std::vector<std::string> tokens;
  for (std::size_t size = 1; size < 40; ++size) {
    // Alike in all but one byte, NUL bytes at the end included.
    for (std::size_t change = 0; change < size; ++change) {
      std::string token(size, '\0');
      token[change] = 'x';
      tokens.push_back(token);
    }
  }
  for (std::uint32_t id = 0; id < tokens.size(); ++id) ASSERT_TRUE(vocabulary.add(tokens[id], id * 2));
  EXPECT_EQ(vocabulary.size(), tokens.size());
  EXPECT_EQ(vocabulary.ids(), tokens.size() * 2 - 1);
  EXPECT_EQ(vocabulary.longest(), 39U);
  for (std::uint32_t id = 0; id < tokens.size(); ++id) {
    ASSERT_EQ(vocabulary.find(tokens[id]), id * 2);
    ASSERT_EQ(vocabulary.bytes_of(id * 2), tokens[id]);
    ASSERT_TRUE(vocabulary.bytes_of(id * 2 + 1).empty());
  }
  for (std::size_t size = 1; size < 40; ++size) EXPECT_EQ(vocabulary.find(std::string(size, '\0')), no_token);
  EXPECT_EQ(vocabulary.find(""), no_token);
}

TEST(ByteVocabulary, RefusesASecondTokenOrId) {
  ByteVocabulary vocabulary;
  EXPECT_TRUE(vocabulary.add("a", 1));
  EXPECT_FALSE(vocabulary.add("a", 2));
  EXPECT_FALSE(vocabulary.add("b", 1));
  EXPECT_EQ(vocabulary.find("b"), no_token);
}

}  // namespace
}  // namespace baton::token
