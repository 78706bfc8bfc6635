#include <baton/document/split_mode.hpp>

#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "document/split_promises.hpp"

namespace baton {
namespace {

Document document(std::string text, std::string type) {
  return {.source = "a", .text = std::move(text), .media_type = std::move(type)};
}

std::string member(const Chunk& chunk, const char* key) {
  return chunk.metadata.ref().is_object() ? chunk.metadata.ref().value(key, "") : "";
}

/// Counts as an unkind tokenizer might: pieces of three bytes, and one more for every line.
std::size_t unkind_count(std::string_view text) {
  return text.size() / 3 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(SplitMode, JoiningTheSpansGivesTheTextBackInEveryMode) {
  std::mt19937 random(7);  // NOLINT: reproducible
  for (int round = 0; round < 80; ++round) {
    const Document doc = generated_document(random);
    const std::size_t size = 32 + random() % 300;
    const std::size_t tokens = 8 + random() % 100;
    const std::vector<std::pair<SplitMode, std::size_t>> modes = {
        {SplitOptions{size, size / 4}, size},
        {TokenSplit{unkind_count, tokens, random() % tokens, "unkind"}, 3 * tokens + 3},
        {TokenSplit{{}, tokens, tokens / 4, {}}, 4 * tokens + 4},
        {SentenceSplit{size, random() % 3}, size},
        {SentenceWindowSplit{random() % 3, size}, size},
        {HeadingSplit{1 + random() % 6, {size, size / 4}}, size},
        {CodeSplit{size}, size},
        {JsonSplit{size}, size},
        {HierarchicalSplit{{size * 4, size * 2, size}}, size},
    };
    for (const auto& [mode, most] : modes) {
      ASSERT_NO_FATAL_FAILURE(check_spans(doc, spans_by(doc, mode), split_by(doc, mode), most))
          << name_of(mode) << " round " << round << "\n" << doc.text;
    }
  }
}

TEST(SplitMode, TokensAreWithinTheLimitAndUseIt) {
  std::mt19937 random(3);  // NOLINT: reproducible
  std::string text;
  for (int i = 0; i < 4000; ++i) text += std::string(1 + random() % 12, 'a') + (random() % 9 == 0 ? ".\n" : " ");
  const Document doc = document(text, "text/plain");
  const auto chunks = split_by(doc, TokenSplit{unkind_count, 100, 10, "unkind"});
  for (const Chunk& chunk : chunks) ASSERT_LE(unkind_count(chunk.text), 100U);
  EXPECT_LT(chunks.size(), 2 * unkind_count(text) / 100);
}

TEST(SplitMode, ASentenceSplitKeepsSentencesWholeAndRepeatsThem) {
  const Document doc = document("First one here. Dr. Who came second. The third is here. And a fourth.", "text/plain");
  const auto plain = split_by(doc, SentenceSplit{40, 0});
  ASSERT_EQ(plain.size(), 2U);
  EXPECT_EQ(plain[0].text, "First one here. Dr. Who came second. ");
  EXPECT_EQ(plain[1].text, "The third is here. And a fourth.");
  const auto repeated = split_by(doc, SentenceSplit{44, 1});
  ASSERT_EQ(repeated.size(), 3U);
  EXPECT_EQ(repeated[1].text, "Dr. Who came second. The third is here. ");
  EXPECT_EQ(repeated[2].text, "The third is here. And a fourth.");
}

TEST(SplitMode, ASentenceKnowsItsWindow) {
  const Document doc = document("One is here. Two is here. Three is here. Four is here.", "text/plain");
  const auto chunks = split_by(doc, SentenceWindowSplit{1, 100});
  ASSERT_EQ(chunks.size(), 4U);
  EXPECT_EQ(chunks[1].text, "Two is here. ");
  EXPECT_EQ(member(chunks[0], "window"), "0-26");
  EXPECT_EQ(member(chunks[1], "window"), "0-41");
  EXPECT_EQ(member(chunks[3], "window"), "26-54");
}

TEST(SplitMode, HeadingsDivideAndAreKnown) {
  const Document doc = document(
      "Before.\n\n# Guide\n\n## Install\n\nDo it.\n\n### Linux\n\nLike this.\n\nUse\n---\n\nThen use it.\n", "text/markdown");
  const auto chunks = split_by(doc, HeadingSplit{6, {200, 0}});
  ASSERT_EQ(chunks.size(), 4U);
  EXPECT_EQ(member(chunks[0], "heading"), "");
  EXPECT_EQ(chunks[1].text, "# Guide\n\n## Install\n\nDo it.\n\n");  // nothing stands beneath "Guide" alone
  EXPECT_EQ(member(chunks[1], "heading"), "Guide > Install");
  EXPECT_EQ(member(chunks[2], "heading"), "Guide > Install > Linux");
  EXPECT_EQ(member(chunks[3], "heading"), "Guide > Use");
  EXPECT_EQ(split_by(doc, HeadingSplit{2, {200, 0}}).size(), 3U);
}

TEST(SplitMode, CodeIsCutBetweenItsBlocks) {
  const std::string python =
      "import os\n\n\n# About the store.\n@dataclass\nclass Store:\n    size: int\n\n    def open(self):\n        return 1\n\n"
      "    def close(self):\n        return 2\n\n\ndef main():\n    Store()\n    return 3\n";
  const auto chunks = split_by(document(python, "text/x-python"), CodeSplit{90});
  ASSERT_EQ(chunks.size(), 4U);
  EXPECT_EQ(chunks[0].text, "import os\n\n\n");
  EXPECT_TRUE(chunks[1].text.starts_with("# About the store.\n@dataclass\nclass Store:\n")) << chunks[1].text;
  EXPECT_TRUE(chunks[2].text.starts_with("    def ")) << chunks[2].text;
  EXPECT_EQ(member(chunks[2], "scope"), "class Store");
  EXPECT_TRUE(chunks[3].text.starts_with("def main():\n")) << chunks[3].text;
  EXPECT_EQ(member(chunks[3], "scope"), "");
}

TEST(SplitMode, JsonIsCutBetweenMembersAndPointsAtThem) {
  nlohmann::json items = nlohmann::json::array();
  for (int i = 0; i < 20; ++i) items.push_back({{"id", i}, {"te,xt", "a \"quoted\", text"}});
  const Document doc = document(nlohmann::json{{"a/b", items}}.dump(1), "application/json");
  const auto chunks = split_by(doc, JsonSplit{140});
  EXPECT_GT(chunks.size(), 6U);
  std::set<std::string> pointers;
  const auto whole = nlohmann::json::parse(doc.text);
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    const nlohmann::json::json_pointer pointer(member(chunks[i], "pointer"));
    ASSERT_TRUE(whole.contains(pointer)) << pointer.to_string();
    EXPECT_TRUE(pointers.insert(pointer.to_string()).second);
    EXPECT_EQ(chunks[i].text.find_first_not_of(" \n"), chunks[i].text.find('{'));  // whole members
  }
  const auto lines = split_by(document("{\"a\": 1}\n{\"b\": [1, 2, 3]}\n{\"c\": \"0123456789\"}\n", "application/jsonl"), JsonSplit{32});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].text, "{\"c\": \"0123456789\"}\n");
}

TEST(SplitMode, LeavesOfOneParentAreNeighboursThatMakeItUp) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Some sentence number " + std::to_string(i) + ".\n";
  const auto chunks = split_by(document(text, "text/plain"), HierarchicalSplit{{1600, 400, 100}});
  std::string last;
  std::string parent;
  std::set<std::string> seen;
  for (const Chunk& chunk : chunks) {
    if (member(chunk, "parent") != last) {
      EXPECT_TRUE(seen.insert(member(chunk, "parent")).second) << "not neighbours";
      last = member(chunk, "parent");
      parent.clear();
      EXPECT_EQ(last.substr(0, last.find('-')), std::to_string(chunk.span.begin));
    }
    parent += chunk.text;
    EXPECT_LE(parent.size(), 400U);
  }
  EXPECT_EQ(member(chunks[0], "root").substr(0, 2), "0-");
  EXPECT_GT(seen.size(), 10U);
}

TEST(SplitMode, RefusesWhatCannotWorkAndNamesTheRest) {
  const Document doc = document("text", "text/plain");
  const std::vector<SplitMode> bad = {SplitOptions{31, 0}, TokenSplit{{}, 7, 0, {}}, SentenceSplit{31, 0},
                                      SentenceWindowSplit{1, 31}, HeadingSplit{0, {}}, HeadingSplit{7, {}}, CodeSplit{31},
                                      JsonSplit{31}, HierarchicalSplit{{}}, HierarchicalSplit{{100, 200}}, HierarchicalSplit{{100, 31}}};
  for (const SplitMode& mode : bad) {
    try {
      (void)split_by(doc, mode);
      ADD_FAILURE() << name_of(mode);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    }
  }
  EXPECT_EQ(name_of(SplitOptions{1000, 10}), "recursive chunk_bytes=1000 overlap_bytes=10");
  EXPECT_EQ(name_of(HierarchicalSplit{{100, 50}}), "hierarchical 100 50");
  EXPECT_THROW((void)name_of(TokenSplit{unkind_count, 100, 0, {}}), Error);  // whose tokens are they?
}

}  // namespace
}  // namespace baton
