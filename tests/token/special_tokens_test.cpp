#include "token/special_tokens.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

TEST(SpecialTokens, FindsTheLeftmostAndThereTheLongest) {
  SpecialTokens tokens;
  EXPECT_TRUE(tokens.empty());
  EXPECT_FALSE(tokens.find("<a>", 0));
  tokens.add("<a", 1);
  tokens.add("<a>", 2);
  tokens.add("[b]", 3);
  tokens.add("", 4);
  const auto check = [&](std::string_view text, std::size_t from, std::size_t begin, std::uint32_t id) {
    const auto found = tokens.find(text, from);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->begin, begin);
    EXPECT_EQ(found->id, id);
  };
  check("x<a>[b]", 0, 1, 2);
  check("x<a [b]", 0, 1, 1);
  check("x<a>[b]", 2, 4, 3);
  check("<<<[b]", 0, 3, 3);
  EXPECT_FALSE(tokens.find("<[b", 0));
  EXPECT_FALSE(tokens.find("", 0));
}

}  // namespace
}  // namespace baton::token
