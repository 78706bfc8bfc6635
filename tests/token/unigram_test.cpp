#include "token/unigram.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace baton::token {
namespace {

using Ids = std::vector<std::uint32_t>;

const std::vector<UnigramPiece> some_pieces = {{"<unk>", 0}, {"_", -2}, {"a", -3}, {"b", -3}, {"ab", -4}, {"_ab", -5}, {"c", -1}};

Ids encoded(const PieceModel& model, std::string_view text, bool specials = false) {
  Ids ids;
  model.append(text, specials, ids);
  return ids;
}

TEST(Unigram, TheBestSumWins) {
  const auto model = unigram({.pieces = some_pieces, .unknown = 0});
  EXPECT_EQ(encoded(*model, "_ab"), (Ids{5}));
  EXPECT_EQ(encoded(*model, "_abab"), (Ids{5, 4}));
  EXPECT_EQ(encoded(*model, "_c_ab"), (Ids{1, 6, 5}));
  EXPECT_TRUE(encoded(*model, "").empty());
}

// The example of the original's own test.
TEST(Unigram, AsTheOriginal) {
  const auto model = unigram({.pieces = {{"<unk>", 0}, {"a", 0}, {"b", 0}, {"c", 0}, {"d", 0}, {"cd", 1}, {"ab", 2}, {"abc", 5}, {"abcd", 10}}, .unknown = 0});
  EXPECT_EQ(encoded(*model, "abcdacdxx"), (Ids{8, 1, 5, 0}));
}

TEST(Unigram, OfEqualSumsTheOneFoundFirst) {
  const auto model = unigram({.pieces = {{"a", -1}, {"ab", -2}, {"bc", -2}, {"c", -1}, {"b", -9}}});
  EXPECT_EQ(encoded(*model, "abc"), (Ids{0, 2}));
}

TEST(Unigram, UnknownCharactersAreOneToken) {
  const auto model = unigram({.pieces = some_pieces, .unknown = 0});
  EXPECT_EQ(encoded(*model, "axyb\u4E2Dz"), (Ids{2, 0, 3, 0}));
  EXPECT_EQ(encoded(*model, "a<unk>x"), (Ids{2, 0}));
  EXPECT_EQ(encoded(*model, "a<unk>x", true), (Ids{2, 0}));
  EXPECT_EQ(encoded(*unigram({.pieces = some_pieces}), "axb"), (Ids{2, 3}));
}

TEST(Unigram, SpecialTokensAreTextUnlessAllowed) {
  auto pieces = some_pieces;
  pieces.push_back({"</s>", 0});
  const auto model = unigram({.pieces = pieces, .unknown = 0, .specials = {7}});
  EXPECT_EQ(encoded(*model, "a</s>"), (Ids{2, 0}));
  EXPECT_EQ(encoded(*model, "a</s>", true), (Ids{2, 7}));
}

TEST(Unigram, UnknownCharactersBecomeBytes) {
  auto pieces = some_pieces;
  pieces.push_back({"<0xC3>", -9});
  EXPECT_EQ(encoded(*unigram({.pieces = pieces, .unknown = 0, .byte_fallback = true}), "a\u00E9"), (Ids{2, 0}));
  pieces.push_back({"<0xA9>", -9});
  EXPECT_EQ(encoded(*unigram({.pieces = pieces, .unknown = 0, .byte_fallback = true}), "a\u00E9"), (Ids{2, 7, 8}));
}

double sum_of(const Ids& ids) {
  double sum = 0;
  for (const auto id : ids) sum += some_pieces[id].score;
  return sum;
}

// Every way to cut a short text, tried one by one.
double best_sum(std::string_view text) {
  if (text.empty()) return 0;
  double best = -1e9;
  for (std::size_t id = 1; id < some_pieces.size(); ++id) {
    if (text.starts_with(some_pieces[id].text)) best = std::max(best, some_pieces[id].score + best_sum(text.substr(some_pieces[id].text.size())));
  }
  return best;
}

TEST(Unigram, AgreesWithExhaustiveSearch) {
  const auto model = unigram({.pieces = some_pieces, .unknown = 0});
  std::mt19937 random(43);
  for (int round = 0; round < 500; ++round) {
    std::string text(1 + random() % 9, 'a');
    for (char& c : text) c = "abc"[random() % 3];
    ASSERT_NEAR(sum_of(encoded(*model, "_" + text)), best_sum("_" + text), 1e-9) << text;
  }
}

}  // namespace
}  // namespace baton::token
