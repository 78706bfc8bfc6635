#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/token/huggingface.hpp>

#include "counterparts/counterpart.hpp"
#include "support/temp_folder.hpp"
#include "token/glyph_text.hpp"

namespace baton {
namespace {

/// Only characters of Unicode 8, which every library in use has, and of which the original and its copy in
/// JavaScript think alike: no sigma (at the end of a word), no ideographs beyond U+FFFF.
std::vector<std::string> texts_of_many_scripts() {
  constexpr test::Block blocks[] = {{'a', 'z'}, {'a', 'z'}, {'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {0x21, 0x7E}, {0xA1, 0x24F}, {0x300, 0x36F}, {0x391, 0x3A1},
                                    {0x410, 0x44F}, {0x5D0, 0x5EA}, {0x620, 0x652}, {0x901, 0x94D}, {0xE01, 0xE3A}, {0x1100, 0x1112}, {0x1161, 0x1175},
                                    {0x1E00, 0x1E95}, {0x1F00, 0x1F15}, {0x2010, 0x2027}, {0x2070, 0x2071}, {0x2100, 0x214F}, {0x2460, 0x24FF}, {0x3001, 0x3020},
                                    {0x3041, 0x3096}, {0x30A1, 0x30FA}, {0x3300, 0x33FF}, {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3}, {0xF900, 0xFA0D}, {0xFB00, 0xFB06},
                                    {0xFE50, 0xFE52}, {0xFF01, 0xFFEE}, {0x1D400, 0x1D454}, {0x1F300, 0x1F5FF}};
  constexpr std::string_view glue[] = {" ", " ", " ", "\n", "  ", "\t", "\r\n", " \u3000", "'s", "'LL ", "/", "...", "\u0301", "\u0327\u0301", "\u00A0", "\u00AD",
                                       "\x01", "\x7F", "\u200D", "\u200B", "\uFE0F", "\U0001F3FD", "12345", "[CLS]", " [MASK] ", "[UNK]", "<unk>", " <mask> ", "``", "\u0130", ""};
  std::mt19937 random(17);
  std::vector<std::string> texts = {"Hello world", "a", " leading", "[MASK]x", "I do not care, it 's n't  . ", "e\u0301", "\u1100\u1161\u11A8", "\u212B\uFB01"};
  for (int i = 0; i < 100; ++i) texts.push_back(test::glyph_text(random, 1 + random() % 300, blocks, glue));
  return texts;
}

template <class T>
T content_of(const std::string& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file).get<T>();
}

/// The same tokens in another order: of unigram models their sums are equal ("ff f", "f ff"), between which the
/// library in JavaScript chooses otherwise than the original.
bool is_tie(std::vector<TokenId> one, std::vector<TokenId> other) {
  if (one == other) return false;
  std::ranges::sort(one);
  std::ranges::sort(other);
  return one == other;
}

TEST(HuggingFaceTextAgreement, IdsAndTextsAreThoseOfTheOriginal) {
  const std::string packages = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  if (packages.empty() || !std::filesystem::exists(packages + "/node_modules/@huggingface/tokenizers")) {
    GTEST_SKIP() << "no @huggingface/tokenizers: run 'npm ci --ignore-scripts' in tests/counterparts";
  }
  const test::TempFolder folder;
  const auto place = folder.path().string();
  const auto texts = texts_of_many_scripts();
  std::ofstream(place + "/texts.json") << nlohmann::json(texts).dump();
  const auto command = "node '" BATON_TOKEN_TESTS "/huggingface_text_oracle.mjs' '" + packages + "' '" + place + "/texts.json' '" + place + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const std::set<std::string> unigrams = {"xlmr", "albert", "t5", "never"};
  for (const std::string name : {"uncased", "cased", "accents", "uncleaned", "forms", "spaces", "xlmr", "albert", "t5", "never", "llama", "first", "gemma"}) {
    const auto tokenizer = HuggingFaceTokenizer::load(place + '/' + name + ".json");
    const auto expected = content_of<std::vector<std::vector<TokenId>>>(place + '/' + name + ".ids.json");
    const auto written = content_of<std::vector<std::string>>(place + '/' + name + ".texts.json");
    std::size_t ties = 0;
    ASSERT_EQ(expected.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto ids = tokenizer->encode(texts[i], {.in_text = true, .around = true});
      if (is_tie(ids, expected[i])) ++ties;
      else ASSERT_EQ(ids, expected[i]) << name << ": " << nlohmann::json(texts[i]);
      ASSERT_EQ(tokenizer->decode(expected[i]), written[i]) << name << ": " << nlohmann::json(texts[i]);
    }
    EXPECT_LE(ties, unigrams.contains(name) ? texts.size() / 20 : 0) << name;
  }
}

}  // namespace
}  // namespace baton
