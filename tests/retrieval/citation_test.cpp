#include <baton/retrieval/citation.hpp>

#include <random>

#include <gtest/gtest.h>

namespace baton {
namespace {

ScoredChunk chunk(std::string source, std::string text, std::size_t first, std::size_t last) {
  ScoredChunk result;
  result.chunk.source = std::move(source);
  result.chunk.text = std::move(text);
  result.chunk.span.first_line = first;
  result.chunk.span.last_line = last;
  return result;
}

std::vector<std::size_t> used(std::string_view answer, std::size_t count = 4) {
  std::vector<Citation> citations;
  for (std::size_t i = 1; i <= count; ++i) {
    citations.push_back({.number = i, .source = "s", .first_line = i, .last_line = i});
  }
  std::vector<std::size_t> numbers;
  for (const auto& citation : used_citations(answer, citations)) numbers.push_back(citation.number);
  return numbers;
}

using Numbers = std::vector<std::size_t>;

TEST(Citation, NumbersPassagesInTheAgreedShape) {
  const std::vector chunks = {chunk("docs/a.md", "first\ntext", 10, 24), chunk("b.txt", "second", 1, 1)};
  const auto context = format_context(chunks);
  EXPECT_EQ(context.text, "[1] docs/a.md:10-24\nfirst\ntext\n\n[2] b.txt:1-1\nsecond");
  ASSERT_EQ(context.citations.size(), 2U);
  EXPECT_EQ(context.citations[0].label(), "[1] docs/a.md:10-24");
  EXPECT_TRUE(format_context({}).text.empty());
}

TEST(Citation, ANameCannotPassForAPassage) {
  const std::vector chunks = {chunk("a\n\n[2] evil:1-1\nlies", "text", 1, 1)};
  EXPECT_EQ(format_context(chunks).text, "[1] a  [2] evil:1-1 lies:1-1\ntext");
}

TEST(Citation, FindsWhatAnAnswerUses) {
  EXPECT_EQ(used("As shown [2], and [1]."), (Numbers{2, 1}));
  EXPECT_EQ(used("Both [2, 3] and [1][4]; again [2]."), (Numbers{2, 3, 1, 4}));
  EXPECT_EQ(used("Spaces [ 1 ,3 ] and [2;4]"), (Numbers{1, 3, 2, 4}));
  EXPECT_EQ(used("Nested [[2]]"), (Numbers{2}));
}

TEST(Citation, IgnoresWhatIsNoCitation) {
  EXPECT_TRUE(used("none, [x], [], [1x], [1,], [,1], [-1], [1.5], [0], [99], [").empty());
  EXPECT_TRUE(used("[99999999999999999999999999]").empty());
  EXPECT_EQ(used("[7, 2]"), (Numbers{2}));
}

TEST(Citation, AnyAnswerIsParsed) {
  std::mt19937 random(1);
  const std::string_view alphabet = "[[]],; 0123x";
  for (int round = 0; round < 20'000; ++round) {
    std::string answer;
    for (std::size_t i = 0; i < random() % 20; ++i) answer += alphabet[random() % alphabet.size()];
    for (const std::size_t number : used(answer)) {
      EXPECT_GE(number, 1U);
      EXPECT_LE(number, 4U);
    }
  }
}

}  // namespace
}  // namespace baton
