#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include <baton/token/tiktoken.hpp>

#include "counterparts/counterpart.hpp"
#include "support/temp_folder.hpp"
#include "token/glyph_text.hpp"

namespace baton {
namespace {

/// Words of code points of every block, numbers, contractions, white space and symbols in all orders.
std::string mixed_text(std::size_t size) {
  constexpr test::Block blocks[] = {{'a', 'z'}, {'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {0x21, 0x7E}, {0xA0, 0x24F}, {0x300, 0x36F},
                                    {0x370, 0x52F}, {0x5D0, 0x5EA}, {0x620, 0x6FF}, {0x900, 0x97F}, {0x1C80, 0x1CFF}, {0x1E00, 0x2BFF},
                                    {0x3040, 0x9FFF}, {0xA640, 0xD7A3}, {0xF900, 0xFFFD}, {0x10000, 0x1FAFF}, {0x20000, 0x323AF}};
  constexpr std::string_view glue[] = {" ", " ", " ", "\n", "  ", "\t", "\r\n", "\n\n  ", " \u3000", "'s", "'LL ", "'\u017F", "n't ", "/", "//\n", "...", "_",
                                       "\u200D", "\u0301", "\u00A0", "12345", ""};
  std::mt19937 random(11);
  return test::glyph_text(random, size, blocks, glue);
}

std::vector<TokenId> ids_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  std::vector<TokenId> ids(bytes.size() / sizeof(TokenId));
  std::memcpy(ids.data(), bytes.data(), ids.size() * sizeof(TokenId));
  return ids;
}

class TiktokenAgreement : public ::testing::TestWithParam<const char*> {};

TEST_P(TiktokenAgreement, IdsAreThoseOfTiktoken) {
  const std::string packages = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  if (packages.empty() || !std::filesystem::exists(packages + "/node_modules/tiktoken")) {
    GTEST_SKIP() << "no tiktoken: run 'npm ci --ignore-scripts' in tests/counterparts";
  }
  const std::string name = GetParam();
  const test::TempFolder folder;
  const auto place = (folder.path() / "text").string();
  const auto text = mixed_text(300'000);
  std::ofstream(place, std::ios::binary) << text;
  const auto command = "node '" BATON_TOKEN_TESTS "/tiktoken_oracle.mjs' '" + packages + "' '" + place + "' '" + place + "' " + name;
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const auto expected = ids_of(place + '.' + name);
  ASSERT_GT(expected.size(), text.size() / 10);
  const auto tokenizer = Tiktoken::load(packages + "/node_modules/gpt-tokenizer/data/" + name + ".tiktoken", TiktokenEncoding::named(name));
  const auto ids = tokenizer->encode(text);
  for (std::size_t i = 0; i < std::min(ids.size(), expected.size()); ++i) {
    ASSERT_EQ(ids[i], expected[i]) << "at " << i << ", after '" << tokenizer->decode(std::span(ids).subspan(i < 5 ? 0 : i - 5, std::min<std::size_t>(i, 5))) << "'";
  }
  EXPECT_EQ(ids.size(), expected.size());
  EXPECT_EQ(tokenizer->count(text), ids.size());
  EXPECT_EQ(tokenizer->decode(ids), text);
}

INSTANTIATE_TEST_SUITE_P(Encodings, TiktokenAgreement, ::testing::Values("r50k_base", "p50k_base", "cl100k_base", "o200k_base"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace baton
