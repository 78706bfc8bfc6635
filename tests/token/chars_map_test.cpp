#include "token/chars_map.hpp"

#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "token/small_chars_map.hpp"

namespace baton::token {
namespace {

TEST(CharsMap, FindsTheShortestEntry) {
  const CharsMap map(test::small_chars_map({{"a", "1"}, {"ab", "2"}, {"\u00E9", "e"}, {"x", ""}}));
  EXPECT_EQ(map.find("ab"), "1");
  EXPECT_EQ(map.find("\u00E9\u0301"), "e");
  EXPECT_EQ(map.find("x"), "");
  EXPECT_FALSE(map.find("b"));
  EXPECT_FALSE(map.find(""));
  EXPECT_FALSE(map.find(std::string_view("\0a", 2)));
}

// A short cluster that begins with an entry is replaced whole, what follows the entry too: so does the original.
TEST(CharsMap, ReplacesClustersAndCharacters) {
  const CharsMap map(test::small_chars_map({{"e\u0301", "E"}, {"\uFB01", "fi"}, {"\u0301", "!"}, {"\u200B", " "}, {"\u0E33", "\u0E4D\u0E32"}}));
  EXPECT_EQ(map.normalized("ae\u0301b\uFB01"), "aEbfi");
  EXPECT_EQ(map.normalized("\uFB01\u0302"), "fi");
  EXPECT_EQ(map.normalized("\uFB01\u0302\u0303"), "fi\u0302\u0303");
  EXPECT_EQ(map.normalized("e\u0302\u0301"), "e\u0302!");
  EXPECT_EQ(map.normalized("\u200B\u0301"), " !");
  EXPECT_EQ(map.normalized("\u0E01\u0E33"), "\u0E01\u0E4D\u0E32");
}

TEST(CharsMap, NothingChangesWithoutEntries) {
  EXPECT_EQ(CharsMap(std::string_view("\0\0\0\0", 4)).normalized("a\u00E9"), "a\u00E9");
}

TEST(CharsMap, RefusesWhatIsCutOff) {
  const auto whole = test::small_chars_map({{"a", "\u00E9"}});
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{8}, whole.size() - 2}) EXPECT_THROW(CharsMap(std::string_view(whole).substr(0, size)), Error) << size;
}

// Offsets that lead out of the array, loops, texts that begin within a character: an end, and text.
TEST(CharsMap, AnyContentGivesText) {
  const auto whole = test::small_chars_map({{"a", "1"}, {"ab", "\u00E9\u00E9"}, {"\u00E9", "e"}});
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    auto bytes = whole;
    for (auto changes = 1 + random() % 8; changes > 0; --changes) bytes[4 + random() % (bytes.size() - 4)] = static_cast<char>(random());
    try {
      ASSERT_TRUE(is_utf8(CharsMap(bytes).normalized("abaab\u00E9\u0301 a\u00E9")));
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::data_corrupt);
    }
  }
}

}  // namespace
}  // namespace baton::token
