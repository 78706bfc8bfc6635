#include "retrieval/passages.hpp"

#include <gtest/gtest.h>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using Wanted = std::vector<ChunkRange>;

TEST(Passages, RangesThatOverlapAreOne) {
  const Ranges joined = joined_ranges({{4, 6}, {0, 1}, {6, 8}, {2, 3}}, false);
  EXPECT_EQ(joined.ranges, (Wanted{{0, 1}, {2, 3}, {4, 8}}));
  EXPECT_EQ(joined.owner, (std::vector<std::size_t>{1, 3, 0}));
}

TEST(Passages, NeighboursAreOneWhenAskedFor) {
  const Ranges joined = joined_ranges({{4, 6}, {0, 1}, {2, 3}, {8, 8}}, true);
  EXPECT_EQ(joined.ranges, (Wanted{{0, 6}, {8, 8}}));
  EXPECT_EQ(joined.owner, (std::vector<std::size_t>{0, 3}));
  EXPECT_TRUE(joined_ranges({}, true).ranges.empty());
}

TEST(Passages, SiblingsShareTheValue) {
  std::vector<ScoredChunk> chunks(4);
  chunks[1].chunk.metadata = Json::parse(R"({"heading":"A"})");
  chunks[2].chunk.metadata = Json::parse(R"({"heading":"A"})");
  EXPECT_EQ(siblings_of(chunks, 2, "heading"), (ChunkRange{1, 2}));
  EXPECT_EQ(siblings_of(chunks, 0, "heading"), (ChunkRange{0, 0}));
  EXPECT_EQ(siblings_of(chunks, 3, ""), (ChunkRange{0, 3}));
}

TEST(Passages, AChunkInsideAnotherAddsNothing) {
  std::vector<ScoredChunk> chunks = {testing::scored("a", 1, 0), testing::scored("a", 1, 1)};
  chunks[0].chunk.text = "0123456789abcdefghij";
  chunks[0].chunk.span.end = 20;
  chunks[1].chunk.text = "abcdefghij";
  EXPECT_EQ(joined_chunks(chunks, {0, 1}).text, "0123456789abcdefghij");
}

}  // namespace
}  // namespace baton
