#include "token/byte_pairs.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <baton/core/limits.hpp>

#include "token/rank_file.hpp"
#include "token/small_vocabulary.hpp"

namespace baton::token {
namespace {

using Ids = std::vector<std::uint32_t>;

/// As the papers and tiktoken say it: the neighbours whose bytes together have the smallest rank merge.
Ids naive(const ByteVocabulary& vocabulary, std::string_view piece) {
  if (const auto whole = vocabulary.find(piece); whole != no_token) return {whole};
  std::vector<std::string> parts;
  for (const char c : piece) parts.emplace_back(1, c);
  for (;;) {
    std::uint32_t best = no_token;
    std::size_t place = 0;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto rank = vocabulary.find(parts[i] + parts[i + 1]);
      if (rank < best) best = rank, place = i;
    }
    if (best == no_token) break;
    parts[place] += parts[place + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(place) + 1);
  }
  Ids ids;
  for (const auto& part : parts) ids.push_back(vocabulary.find(part));
  return ids;
}

TEST(BytePairs, MergesAsConcatenatedBytesWould) {
  std::mt19937 random(1);
  for (int round = 0; round < 30; ++round) {
    // Tokens that overlap, that no merge reaches, and that come before their parts.
    std::set<std::string> tokens;
    while (tokens.size() < 40) {
      std::string token;
      for (auto size = 2 + random() % 6; size > 0; --size) token += static_cast<char>('a' + random() % 3);
      tokens.insert(token);
    }
    std::vector<std::string_view> order(tokens.begin(), tokens.end());
    std::shuffle(order.begin(), order.end(), random);
    const auto vocabulary = parse_ranks(test::rank_file(order), Limits{});
    const BytePairs pairs(vocabulary);
    BytePairs::Encoder encoder(pairs);
    for (int turn = 0; turn < 60; ++turn) {
      std::string piece;
      for (auto size = 1 + random() % 150; size > 0; --size) piece += static_cast<char>('a' + random() % 4);
      Ids ids;
      encoder.append(piece, ids);
      ASSERT_EQ(ids, naive(vocabulary, piece)) << piece;
    }
  }
}

/// Some bytes of a text, which may begin and end inside a character.
std::string some_of(const std::string& text, std::size_t most, std::mt19937& random) {
  const std::size_t begin = random() % text.size();
  return text.substr(begin, 2 + random() % (most - 1));
}

TEST(BytePairs, BeginningWithWholeCharactersChangesNothing) {
  std::mt19937 random(2);
  const std::vector<std::string> letters = {"a", " ", "é", "ж", "я", "ひ", "漢", "字", "😀"};
  std::size_t whole = 0;
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += letters[random() % letters.size()];
    std::set<std::string> tokens;
    // Characters first or not, so that theirs are the small ranks or any.
    std::vector<std::string> order;
    const auto add = [&](const std::string& token) {
      if (token.size() > 1 && tokens.insert(token).second) order.push_back(token);
    };
    for (const std::string& letter : letters) {
      if (random() % 3 == 0) continue;
      if (letter.size() > 2) add(random() % 2 == 0 ? letter.substr(0, 2) : letter.substr(1, 2));
      add(letter);
    }
    for (int i = 0; i < 60; ++i) add(some_of(text, 2 + static_cast<std::size_t>(i) / 10, random));
    if (round % 2 == 0) std::shuffle(order.begin(), order.end(), random);
    const auto vocabulary = parse_ranks(test::rank_file({order.begin(), order.end()}), Limits{});
    const BytePairs pairs(vocabulary);
    BytePairs::Encoder encoder(pairs);
    for (int turn = 0; turn < 40; ++turn) {
      const std::string piece = some_of(text, turn % 2 == 0 ? 20 : 150, random);  // may be ill-formed at its ends
      Ids ids;
      encoder.append(piece, ids);
      ASSERT_EQ(ids, naive(vocabulary, piece)) << piece << " in round " << round;
      for (const char c : piece) whole += static_cast<unsigned char>(c) >= 0xC2 ? 1U : 0U;
    }
  }
  EXPECT_GT(whole, 10'000U);
}

TEST(BytePairs, NamesAMissingByte) {
  ByteVocabulary vocabulary;
  for (int byte = 0; byte < 256; ++byte) {
    EXPECT_EQ(BytePairs::missing_byte(vocabulary), byte);
    const char c = static_cast<char>(byte);
    vocabulary.add({&c, 1}, static_cast<std::uint32_t>(byte));
  }
  EXPECT_EQ(BytePairs::missing_byte(vocabulary), -1);
}

}  // namespace
}  // namespace baton::token
