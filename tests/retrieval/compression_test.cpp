#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>
#include <baton/retrieval/model_judges.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::fixed;
using testing::scored;

ScoredChunk passage(std::string text) {
  auto chunk = scored("a.md", 1.0);
  chunk.chunk.text = std::move(text);
  return chunk;
}

std::vector<ScoredChunk> compress(std::vector<ScoredChunk> chunks, std::vector<ScriptedReply> replies) {
  const Model model(std::make_shared<ScriptedModel>(std::move(replies)));
  return ask(compressing_retriever(fixed(std::move(chunks)), model, {.concurrency = 1}), "When does it open?");
}

constexpr const char* text = "The museum opens at ten. A ticket is eight euros. It closes at six.";

TEST(Compression, KeepsTheChunksOwnWordsInTheirOrder) {
  const auto found = compress({passage(text)}, {R"({"sentences":["it CLOSES at six.","The museum opens at ten."]})"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].chunk.text, "The museum opens at ten.\n…\nIt closes at six.");
  EXPECT_EQ(found[0].chunk.span, passage("").chunk.span);
}

TEST(Compression, NothingCanBeAdded) {
  const auto found = compress({passage(text), passage("Dogs are welcome.")},
                              {R"({"sentences":["The museum opens at nine.","The museum opens at ten. A ticket","A ticket is eight euros."]})",
                               R"({"sentences":[]})"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].chunk.text, "The museum opens at ten. A ticket is eight euros.");
}

TEST(Compression, AsksForNothingWhenNothingIsFoundAndRefusesNonsense) {
  EXPECT_TRUE(compress({}, {}).empty());
  EXPECT_EQ(code_of([] { compress({passage(text)}, {"no", "no"}); }), ErrorCode::model_output_invalid);
  EXPECT_EQ(code_of([] {
              static_cast<void>(compressing_retriever(nullptr, Model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{}))));
            }),
            ErrorCode::invalid_argument);
  EXPECT_NE(compression_prompt("When?", text).find(text), std::string::npos);
}

}  // namespace
}  // namespace baton
