#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/token/huggingface.hpp>

#include "counterparts/counterpart.hpp"
#include "support/temp_folder.hpp"
#include "token/glyph_text.hpp"

namespace baton {
namespace {

/// Only characters that every version of Unicode in use has, because the library in JavaScript takes Node's.
std::vector<std::string> sample_texts() {
  constexpr test::Block blocks[] = {{'a', 'z'}, {'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {0x21, 0x7E}, {0xC0, 0xFF}, {0x300, 0x314}, {0x391, 0x3A1},
                                    {0x410, 0x44F}, {0x5D0, 0x5EA}, {0x620, 0x64A}, {0x905, 0x939}, {0x1100, 0x1112}, {0x1161, 0x1175}, {0x1E00, 0x1E95},
                                    {0x3041, 0x3096}, {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3}, {0xF900, 0xFA0D}, {0x1F300, 0x1F5FF}};
  constexpr std::string_view glue[] = {" ", " ", " ", "\n", "  ", "\t", "\r\n", "\n\n  ", " \u3000", "'s", "'LL ", "/", "//\n", "...", "\u0301", "\u0327\u0301", "\u00A0",
                                       "12345", "<|begin|>", " <mask> ", "</s>", "<tool_call>", "<|im_start|>", "<|start|>", ""};
  std::mt19937 random(13);
  std::vector<std::string> texts = {"Hello world", "a", " leading", "<mask>x", "<|begin|>", "e\u0301", "\u1100\u1161\u11A8"};
  for (int i = 0; i < 200; ++i) texts.push_back(test::glyph_text(random, 1 + random() % 300, blocks, glue));
  return texts;
}

nlohmann::json json_of(const std::string& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file);
}

TEST(HuggingFaceAgreement, IdsAreThoseOfTheOriginal) {
  const std::string packages = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  if (packages.empty() || !std::filesystem::exists(packages + "/node_modules/@huggingface/tokenizers")) {
    GTEST_SKIP() << "no @huggingface/tokenizers: run 'npm ci --ignore-scripts' in tests/counterparts";
  }
  const test::TempFolder folder;
  const auto place = folder.path().string();
  const auto texts = sample_texts();
  std::ofstream(place + "/texts.json") << nlohmann::json(texts).dump();
  const auto command = "node '" BATON_TOKEN_TESTS "/huggingface_oracle.mjs' '" + packages + "' '" + place + "/texts.json' '" + place + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (const std::string name : {"gpt2", "roberta", "llama3", "qwen", "o200k"}) {
    const auto tokenizer = HuggingFaceTokenizer::load(place + '/' + name + ".json");
    const auto expected = json_of(place + '/' + name + ".ids.json").get<std::vector<std::vector<TokenId>>>();
    ASSERT_EQ(expected.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      ASSERT_EQ(tokenizer->encode(texts[i], {.in_text = true, .around = true}), expected[i]) << name << ": " << nlohmann::json(texts[i]);
    }
  }
}

}  // namespace
}  // namespace baton
