#include "token/piece_cache.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton::token {
namespace {

using Ids = std::vector<std::uint32_t>;

TEST(PieceCache, GivesWhatWasKeptAndNothingElse) {
  PieceCache cache;
  Ids out = {5};
  for (int i = 0; i < 100; ++i) cache.keep("warm", Ids{1});
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const auto piece = "piece" + std::to_string(i);
    ASSERT_FALSE(cache.append(piece, out));
    cache.keep(piece, Ids{i, i + 1});
    ASSERT_TRUE(cache.append(piece, out));
    ASSERT_EQ(out, (Ids{5, i, i + 1}));
    out.resize(1);
  }
  EXPECT_FALSE(cache.append("", out));
}

TEST(PieceCache, LeavesOutWhatDoesNotFitAndWhatComesFirst) {
  PieceCache cache;
  Ids out;
  cache.keep("first", Ids{1});
  EXPECT_FALSE(cache.append("first", out));
  for (int i = 0; i < 100; ++i) cache.keep("warm", Ids{1});
  const std::string longest(26, 'x');
  cache.keep(longest, Ids(9, 3));
  EXPECT_TRUE(cache.append(longest, out));
  EXPECT_EQ(out, Ids(9, 3));
  cache.keep(longest + "x", Ids{1});
  EXPECT_FALSE(cache.append(longest + "x", out));
  cache.keep("many ids", Ids(10, 3));
  EXPECT_FALSE(cache.append("many ids", out));
}

}  // namespace
}  // namespace baton::token
