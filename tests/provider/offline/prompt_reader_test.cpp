#include "provider/offline/prompt_reader.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace baton;
using namespace baton::offline;

Reading read(std::vector<Message> messages) {
  ChatRequest request;
  request.messages = std::move(messages);
  return read_prompt(request);
}

constexpr auto rag_context =
    "Answer from the passages. Cite them as [1].\n\n"
    "[1] docs/a.md:10-24\nFirst text.\nMore of it.\n\n"
    "[2] docs/b c.md:3-9\nSecond text.\n";

TEST(PromptReader, NumberedPassagesInTheSystemMessage) {
  const auto reading = read({Message::system(rag_context), Message::user("What is it?")});
  EXPECT_EQ(reading.question, "What is it?");
  ASSERT_EQ(reading.passages.size(), 2U);
  EXPECT_EQ(reading.passages[0].mark, 1);
  EXPECT_EQ(reading.passages[0].label, "docs/a.md:10-24");
  EXPECT_EQ(trim(reading.passages[0].text), "First text.\nMore of it.");
  EXPECT_EQ(reading.passages[1].mark, 2);
  EXPECT_EQ(reading.passages[1].label, "docs/b c.md:3-9");
}

TEST(PromptReader, TextMayFollowTheMarkOnItsLine) {
  const auto passages = marked_passages("[1] Cats purr.\n[2] Dogs bark.");
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(trim(passages[0].text), "Cats purr.");
  EXPECT_EQ(passages[0].label, "");
}

TEST(PromptReader, FootnotesInsideAPassageAreText) {
  const auto passages = marked_passages("[1] a.md:1-9\nSee the paper.\n[2] Knuth, 1974.\n[7] x\n[2] b.md:1-2\nEnd.");
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_NE(passages[0].text.find("[2] Knuth"), std::string::npos);
  EXPECT_EQ(passages[1].label, "b.md:1-2");
}

TEST(PromptReader, SingleMessageWithContextAndQuestion) {
  const auto reading = read({Message::user("Answer from the context.\nBirds fly.\nFish swim.\n\nQuestion: Who flies?")});
  EXPECT_EQ(reading.question, "Who flies?");
  ASSERT_EQ(reading.passages.size(), 1U);
  EXPECT_EQ(reading.passages[0].mark, 0);
  EXPECT_EQ(reading.passages[0].text, "Birds fly.\nFish swim.");
}

TEST(PromptReader, TheQuestionEndsAtTheAnswerLine) {
  const auto reading = read({Message::user("Context:\nBirds fly.\n\nQuestion:\nWho flies?\nAnswer:")});
  EXPECT_EQ(reading.question, "Who flies?");
  EXPECT_EQ(reading.passages.at(0).text, "Birds fly.");
}

TEST(PromptReader, TheLastQuestionLineCounts) {
  const auto reading = read({Message::user("Question: one?\nAnswer: yes\n\nContext: Birds fly.\n**Question:** two?")});
  EXPECT_EQ(reading.question, "two?");
  EXPECT_EQ(reading.passages.at(0).text, "Birds fly.");
}

TEST(PromptReader, ContextTags) {
  const auto reading = read({Message::system("Be brief.\n<context>\nBirds fly.\n</context>\nDo not guess."), Message::user("Who?")});
  ASSERT_EQ(reading.passages.size(), 1U);
  EXPECT_EQ(reading.passages[0].text, "Birds fly.");
}

TEST(PromptReader, TheLastParagraphIsTheQuestion) {
  const auto reading = read({Message::user("Birds fly.\n\nFish swim.\n\nWho flies?")});
  EXPECT_EQ(reading.question, "Who flies?");
  EXPECT_EQ(reading.passages.at(0).text, "Birds fly.\n\nFish swim.");
}

TEST(PromptReader, InstructionsAreNoContext) {
  const auto reading = read({Message::system("You are a helpful librarian."), Message::user("Who flies?")});
  EXPECT_TRUE(reading.passages.empty());
}

TEST(PromptReader, ToolResultsAfterTheQuestionArePassages) {
  const auto call = ToolCall{"1", "search", "{}"};
  const auto reading = read({Message::user("Who flies?"), Message::tool_result(call, "Birds fly.")});
  ASSERT_EQ(reading.passages.size(), 1U);
  EXPECT_EQ(reading.passages[0].text, "Birds fly.");
}

TEST(PromptReader, KeepsTheEarlierQuestion) {
  const auto reading = read({Message::system(rag_context), Message::user("What is HNSW?"), Message::assistant("A graph."),
                             Message::user("And why?")});
  EXPECT_EQ(reading.question, "And why?");
  EXPECT_EQ(reading.earlier, "What is HNSW?");
}

TEST(PromptReader, NoMessagesNoReading) {
  EXPECT_EQ(read({}).question, "");
  EXPECT_EQ(read({Message::user("")}).question, "");
  EXPECT_TRUE(read({Message::system("[1] a.md:1-2\ntext")}).passages.empty());
}

TEST(PromptReader, RandomPromptsNeverLoseTheProcess) {
  std::mt19937 random(5);
  const std::vector<std::string> pieces = {"[1] ", "[2]", "\n", "\n\n", "Question:", "Answer:", "Context:", "<context>",
                                           "</context>", "a.md:1-2", "\r\n", "\xFF", "word", " ", "[99999999999]", "***"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t n = random() % 20; n > 0; --n) text += pieces[random() % pieces.size()];
    const auto reading = read({Message::system(text), Message::user(text)});
    for (std::size_t i = 0; i < reading.passages.size(); ++i) ASSERT_LE(reading.passages[i].mark, static_cast<int>(i) + 1);
  }
}

}  // namespace
