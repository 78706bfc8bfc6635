#include <baton/document/overlap.hpp>

#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/document/split_mode.hpp>

#include "document/split_promises.hpp"

namespace baton {
namespace {

TEST(Overlap, WidensTheChunksOfAnyModeAndKeepsTheirOrder) {
  std::mt19937 random(11);  // NOLINT: reproducible
  for (int round = 0; round < 80; ++round) {
    const Document doc = generated_document(random);
    const std::size_t before = random() % 60;
    const std::size_t after = random() % 60;
    for (const SplitMode& mode : {SplitMode(SplitOptions{80, 0}), SplitMode(CodeSplit{80}), SplitMode(JsonSplit{80})}) {
      const auto narrow = split_by(doc, mode);
      const auto wide = with_overlap(doc, narrow, {before, after});
      ASSERT_EQ(wide.size(), narrow.size());
      for (std::size_t i = 0; i < wide.size(); ++i) {
        const TextSpan& span = wide[i].span;
        ASSERT_EQ(doc.text.substr(span.begin, span.end - span.begin), wide[i].text);
        ASSERT_TRUE(is_utf8(wide[i].text));
        ASSERT_LE(span.begin, narrow[i].span.begin);
        ASSERT_GE(span.end, narrow[i].span.end);
        ASSERT_LE(narrow[i].span.begin - span.begin, before);
        ASSERT_LE(span.end - narrow[i].span.end, after);
        ASSERT_TRUE(i == 0 || (span.begin > wide[i - 1].span.begin && span.end > wide[i - 1].span.end));
      }
    }
  }
}

TEST(Overlap, StartsAtAWordAndKeepsLines) {
  const Document doc{.source = "a", .text = "one two three four\nfive six seven eight\nnine ten eleven twelve\n",
                     .media_type = "text/plain"};
  const auto chunks = with_overlap(doc, split(doc, {40, 0}), {12, 0});
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[1].text, "eight\nnine ten eleven twelve\n");
  EXPECT_EQ(chunks[1].span.first_line, 2U);
}

TEST(Overlap, RefusesChunksOfAnotherDocument) {
  const Document doc{.source = "a", .text = "short"};
  const Document other{.source = "b", .text = std::string(200, 'x')};
  EXPECT_THROW((void)with_overlap(doc, split(other)), Error);
}

}  // namespace
}  // namespace baton
