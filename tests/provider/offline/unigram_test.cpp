#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "provider/offline/tokenizer.hpp"

namespace {

using namespace baton::offline;
using Ids = std::vector<std::uint32_t>;

const std::vector<UnigramPiece> pieces = {{"<unk>", 0}, {"\u2581", -2}, {"a", -3}, {"b", -3}, {"ab", -4}, {"\u2581ab", -5}, {"c", -1}};

TEST(Unigram, TheBestSumWins) {
  const auto tokenizer = unigram(pieces, {});
  EXPECT_EQ(tokenizer->encode("ab"), (Ids{5}));
  EXPECT_EQ(tokenizer->encode("abab"), (Ids{5, 4}));
  EXPECT_EQ(tokenizer->encode("  c   ab "), (Ids{1, 6, 5}));
}

TEST(Unigram, UnknownCharactersAreLeftOut) {
  const auto tokenizer = unigram(pieces, {});
  EXPECT_EQ(tokenizer->encode("azb"), (Ids{1, 2, 3}));
  EXPECT_TRUE(tokenizer->encode("").empty());
}

TEST(Unigram, ByteFallback) {
  auto with_bytes = pieces;
  with_bytes.push_back({"<0xC3>", -9});
  with_bytes.push_back({"<0xA9>", -9});
  const auto tokenizer = unigram(with_bytes, {.byte_fallback = true});
  EXPECT_EQ(tokenizer->encode("a\u00E9"), (Ids{1, 2, 7, 8}));
}

double score(const Ids& ids) {
  double sum = 0;
  for (const auto id : ids) sum += pieces[id].score;
  return sum;
}

// Every segmentation of a short text, tried one by one.
double best_score(std::string_view text) {
  if (text.empty()) return 0;
  double best = -1e9;
  for (std::size_t id = 1; id < pieces.size(); ++id) {
    if (text.starts_with(pieces[id].text)) best = std::max(best, pieces[id].score + best_score(text.substr(pieces[id].text.size())));
  }
  return best;
}

TEST(Unigram, AgreesWithExhaustiveSearch) {
  const auto tokenizer = unigram(pieces, {});
  std::mt19937 random(43);
  for (int round = 0; round < 500; ++round) {
    std::string text(1 + random() % 9, 'a');
    for (char& c : text) c = "abc"[random() % 3];
    ASSERT_NEAR(score(tokenizer->encode(text)), best_score("\u2581" + text), 1e-9) << text;
  }
}

bool run(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()) == 0; }

std::vector<UnigramPiece> read_pieces(const std::string& path) {
  std::vector<UnigramPiece> all;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.rfind('\t');
    all.push_back({line.substr(0, tab), std::atof(line.c_str() + tab + 1)});
  }
  for (std::size_t i = 0; i < 3; ++i) all[i].text.clear();  // <unk>, <s>, </s>
  return all;
}

// A text with a skewed vocabulary, so that a model of it has pieces of all lengths.
std::string sample_text() {
  std::mt19937 random(47);
  const std::vector<std::string> parts = {"stream", "ing", "er", "model", "token", "iz", "un", "re", "al", "ab", "le", "graph", "s"};
  std::string text;
  for (int line = 0; line < 2000; ++line) {
    for (std::size_t words = 3 + random() % 8; words > 0; --words) {
      for (std::size_t n = 1 + random() % 3; n > 0; --n) text += parts[std::min(random() % 13, random() % 13)];
      text += ' ';
    }
    text += ".\n";
  }
  return text;
}

TEST(Unigram, AgreesWithSentencePiece) {
  if (!run("spm_train --help") && !run("command -v spm_train")) GTEST_SKIP() << "spm_train is not installed";
  const auto folder = std::filesystem::temp_directory_path() / "baton_unigram_test";
  std::filesystem::create_directories(folder);
  const std::string base = folder.string() + "/";
  const auto text = sample_text();
  std::ofstream(base + "text.txt") << text;
  ASSERT_TRUE(run("spm_train --input=" + base + "text.txt --model_prefix=" + base + "m --vocab_size=120 --model_type=unigram"));
  ASSERT_TRUE(run("spm_encode --model=" + base + "m.model --output_format=id --input=" + base + "text.txt --output=" + base + "ids.txt"));
  const auto tokenizer = unigram(read_pieces(base + "m.vocab"), {});
  std::istringstream lines(text);
  std::ifstream expected(base + "ids.txt");
  std::size_t same = 0;
  std::size_t all = 0;
  for (std::string line, ids; std::getline(lines, line) && std::getline(expected, ids); ++all) {
    std::string ours;
    for (const auto id : tokenizer->encode(line)) ours += (ours.empty() ? "" : " ") + std::to_string(id);
    same += ours == ids ? 1U : 0U;
  }
  std::filesystem::remove_all(folder);
  ASSERT_EQ(all, 2000U);
  // The vocabulary file rounds the scores, which may turn a tie.
  EXPECT_GE(same, all - 10);
}

}  // namespace
