#include "token/grapheme.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

TEST(Grapheme, EndsWhereTheAnnexSays) {
  const std::pair<std::string_view, std::size_t> cases[] = {{"ab", 1}, {"\r\n", 2}, {"\n\u0301", 1}, {"e\u0301\u0302x", 5}, {"\u200D\u0301", 5}, {"a\u0903b", 4}, {"\u0600a", 3},
                                                            {"\u0600\n", 2}, {"\u1100\u1161\u11A8\u1100", 9}, {"\uAC00\u11A8", 6}, {"\uAC01\u1161", 3}, {"\U0001F1E9\U0001F1EA\U0001F1EB", 8},
                                                            {"\u200B\u0301", 3}, {"a\U0001F3FD", 5}};
  for (const auto& [text, size] : cases) EXPECT_EQ(grapheme_size(text), size) << text;
}

}  // namespace
}  // namespace baton::token
