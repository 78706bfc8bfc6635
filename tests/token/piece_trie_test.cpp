#include "token/piece_trie.hpp"

#include <map>
#include <random>

#include <gtest/gtest.h>

namespace baton::token {
namespace {

std::uint32_t looked_up(const PieceTrie& trie, std::string_view text) {
  std::uint32_t node = 0;
  for (const char c : text) {
    node = trie.next(node, c);
    if (node == PieceTrie::none) return PieceTrie::none;
  }
  return trie.value(node);
}

TEST(PieceTrie, FindsWhatAMapFinds) {
  std::mt19937 random(5);
  std::map<std::string, std::uint32_t> map;
  std::vector<std::pair<std::string, std::uint32_t>> kept;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::string text(1 + random() % 6, 'a');
    for (char& c : text) c = static_cast<char>(random() % 3 == 0 ? random() % 256 : 'a' + random() % 3);
    map[text] = i;  // of equal texts the last counts
    kept.emplace_back(text, i);
  }
  std::vector<std::pair<std::string_view, std::uint32_t>> texts(kept.begin(), kept.end());
  texts.emplace_back("", 7);
  const PieceTrie trie(texts);
  for (const auto& [text, value] : map) {
    ASSERT_EQ(looked_up(trie, text), value);
    const auto other = text + 'b';
    ASSERT_EQ(looked_up(trie, other), map.contains(other) ? map[other] : PieceTrie::none);
  }
  EXPECT_EQ(looked_up(trie, ""), PieceTrie::none);
  EXPECT_EQ(looked_up(PieceTrie(), "a"), PieceTrie::none);
}

}  // namespace
}  // namespace baton::token
