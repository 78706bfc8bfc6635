#include "retrieval/citation_mark.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

TEST(CitationMark, IsNumbersInBrackets) {
  const std::pair<const char*, std::size_t> lengths[] = {{"[1]", 3},   {"[ 1 ,23;4 ] x", 11}, {"[12][3]", 4}, {"", 0},    {"1]", 0},
                                                         {"[", 0},     {"[]", 0},             {"[1", 0},      {"[1,", 0}, {"[1,]", 0},
                                                         {"[,1]", 0},  {"[-1]", 0},           {"[1.5]", 0},   {"[x]", 0}, {"[1 2]", 0},
                                                         {"[1\n]", 0}, {"[99999999999999999999999]", 0}};
  for (const auto& [text, length] : lengths) {
    std::vector<std::size_t> numbers = {7};
    EXPECT_EQ(read_citation(text, numbers), length) << text;
    EXPECT_EQ(numbers.size() == 1, length == 0) << text;
  }
  std::vector<std::size_t> numbers;
  EXPECT_EQ(read_citation("[2, 3;1]", numbers), 8U);
  EXPECT_EQ(numbers, (std::vector<std::size_t>{2, 3, 1}));
}

TEST(CitationMark, IsTakenOutOfATextButNotOutOfAWord) {
  const std::pair<const char*, const char*> texts[] = {{"At ten [1].", "At ten."},       {"At ten.[9] Yes [1, 2]", "At ten. Yes"},
                                                       {"[1] At ten", "At ten"},         {"list[0] and list[12] are", "list[0] and list[12] are"},
                                                       {"ten[2]", "ten"},                {"[x] stays [", "[x] stays ["}};
  for (const auto& [text, plain] : texts) EXPECT_EQ(without_citations(text, 3), plain);
}

}  // namespace
}  // namespace baton::detail
