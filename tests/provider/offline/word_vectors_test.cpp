#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include <baton/core/error.hpp>
#include <baton/core/result.hpp>

#include "provider/offline/token_table.hpp"

namespace {

using namespace baton;
using namespace baton::offline;

ErrorCode failure(std::string_view text) {
  try {
    (void)parse_text_vectors(text, {});
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

std::string binary(const std::vector<std::pair<std::string, std::vector<float>>>& words, const std::string& head) {
  std::string bytes = head;
  for (const auto& [word, numbers] : words) {
    bytes += word + " ";
    const std::size_t at = bytes.size();
    bytes.resize(at + numbers.size() * 4);
    std::memcpy(bytes.data() + at, numbers.data(), numbers.size() * 4);
    bytes += '\n';
  }
  return bytes;
}

TEST(WordVectors, GloVeText) {
  const auto vectors = parse_text_vectors("cat 1 2.5\r\ndog -1e-3 4 \n\n. . . 7 8\ncat 9 9\n", {});
  EXPECT_EQ(vectors.dimensions, 2U);
  EXPECT_EQ(vectors.words.size(), 3U);
  EXPECT_EQ(vectors.words.at(". . ."), 2U);
  EXPECT_EQ(vectors.values, (std::vector<float>{1, 2.5F, -1e-3F, 4, 7, 8}));
}

TEST(WordVectors, Word2vecText) {
  const auto vectors = parse_text_vectors("2 3\na 1 2 3\nb c 4 5 6\n", {});
  EXPECT_EQ(vectors.dimensions, 3U);
  EXPECT_TRUE(vectors.words.contains("b c"));
}

TEST(WordVectors, NumbersTooSmallForAFloatAreZero) {
  EXPECT_EQ(parse_text_vectors("a 1e-60 1\n", {}).values[0], 0.0F);
}

TEST(WordVectors, MalformedTextNamesTheLine) {
  for (const char* text : {"", "word\n", "a 1 2\nb 1\n", "a 1 x\n", "a 1 nan\n", "a 1 1e60\n", "5 0\n", "3 99999999\n", "a 1 inf\n"}) {
    EXPECT_EQ(failure(text), ErrorCode::parse_error) << text;
  }
  try {
    (void)parse_text_vectors("a 1 2\nb 1 zz\n", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("line 2"), std::string::npos);
  }
}

TEST(WordVectors, Binary) {
  const auto vectors = parse_binary_vectors(binary({{"cat", {1, 2}}, {"dog", {3, 4}}}, "2 2\n"), {});
  EXPECT_EQ(vectors.words.at("dog"), 1U);
  EXPECT_EQ(vectors.values, (std::vector<float>{1, 2, 3, 4}));
}

TEST(WordVectors, MalformedBinaryIsCorrupt) {
  const auto whole = binary({{"cat", {1, 2}}}, "1 2\n");
  for (const std::string& bytes : {std::string(), std::string("1 2"), whole.substr(0, 10), "9" + whole, std::string("x y\n"), std::string("1 0\n"),
                                   std::string("2 2\n") + std::string(9000, 'x')}) {
    try {
      (void)parse_binary_vectors(bytes, {});
      ADD_FAILURE() << bytes;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::data_corrupt);
    }
  }
}

TEST(WordVectors, LimitsHold) {
  EXPECT_THROW((void)parse_text_vectors("a 1\nb 2\n", {.items = 1}), Error);
  EXPECT_THROW((void)parse_text_vectors("a 1\nb 2\n", {.bytes = 3}), Error);
  EXPECT_THROW((void)parse_binary_vectors("99 1\n", {.items = 9}), Error);
}

TEST(WordVectors, ChangedFilesAreReadOrRefused) {
  std::mt19937 random(37);
  const auto bytes = binary({{"cat", {1, 2}}, {"dog", {3, 4}}}, "2 2\n");
  const std::string text = "2 2\ncat 1 2\ndog 3 4\n";
  for (int round = 0; round < 20000; ++round) {
    auto changed = round % 2 == 0 ? bytes : text;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) changed[random() % changed.size()] = static_cast<char>(random() % 128);
    const auto parsed = capture([&] { return round % 2 == 0 ? parse_binary_vectors(changed, {}) : parse_text_vectors(changed, {}); });
    const bool sound = !parsed || parsed->values.size() == parsed->words.size() * parsed->dimensions;
    ASSERT_TRUE(sound);
  }
}

}  // namespace
