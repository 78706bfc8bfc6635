#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>

namespace {

using namespace baton;

ChatRequest asking(std::string question) {
  ChatRequest request;
  request.messages = {
      Message::system("Answer from the passages and cite them as [1].\n\n"
                      "[1] docs/store.md:1-9\n# Store\n\nSQLite is the embedded store for everything durable. There is one "
                      "writer connection per file. It also checkpoints the WAL.\n\n"
                      "[2] docs/stream.md:4-20\n## Streams\n\nStreams are bounded and pull-based. A slow consumer pauses the "
                      "transfer.\n\nTo build the project:\n\n```sh\ncmake --preset release\n```\n\n"
                      "[3] docs/team.md:1-3\n- **Mira** keeps the parser.\n- **Jon** keeps the network code.\n"),
      Message::user(std::move(question))};
  return request;
}

std::string answer(std::string question, ExtractiveOptions options = {}) {
  return sync_wait(extractive_model(options)->complete(asking(std::move(question)), {})).text();
}

TEST(ExtractiveModel, QuotesTheSentenceWithItsMark) {
  EXPECT_EQ(answer("What is the embedded store?", {.max_sentences = 1}),
            "SQLite is the embedded store for everything durable. [1]");
  EXPECT_EQ(answer("What happens with a slow consumer?", {.max_sentences = 1}), "A slow consumer pauses the transfer. [2]");
}

TEST(ExtractiveModel, QuotesListItemsWithoutMarkup) {
  EXPECT_EQ(answer("Who keeps the parser?", {.max_sentences = 1}), "Mira keeps the parser. [3]");
}

TEST(ExtractiveModel, ALeadInBringsItsCode) {
  EXPECT_EQ(answer("How do I build the project?", {.max_sentences = 1}),
            "To build the project:\n```\ncmake --preset release\n```\n[2]");
}

TEST(ExtractiveModel, APronounBringsTheSentenceBefore) {
  EXPECT_EQ(answer("What checkpoints the WAL?", {.max_sentences = 1}),
            "There is one writer connection per file. It also checkpoints the WAL. [1]");
}

TEST(ExtractiveModel, SaysWhenThereIsNoAnswer) {
  EXPECT_EQ(answer("Who won the world cup in 1998?"), ExtractiveOptions{}.not_found);
  EXPECT_EQ(answer("Who won the world cup?", {.not_found = "No idea."}), "No idea.");
  EXPECT_EQ(answer(""), ExtractiveOptions{}.not_found);
}

TEST(ExtractiveModel, KeepsToTheNumberOfSentences) {
  const auto text = answer("store streams parser network consumer writer", {.max_sentences = 2, .min_coverage = 0});
  EXPECT_LE(std::count(text.begin(), text.end(), '['), 2);
}

TEST(ExtractiveModel, StreamsWordByWordWhatItCompletes) {
  const auto model = extractive_model();
  std::string streamed;
  std::size_t deltas = 0;
  std::shared_ptr<const ChatResponse> end;
  for (const auto& event : BlockingStream(model->stream(asking("What is the embedded store?"), {}))) {
    if (const auto* delta = std::get_if<TextDelta>(&event)) streamed += delta->text, ++deltas;
    if (const auto* last = std::get_if<ChatEnd>(&event)) end = last->response;
  }
  ASSERT_TRUE(end);
  EXPECT_EQ(streamed, end->text());
  EXPECT_GT(deltas, 5U);
  EXPECT_TRUE(end->usage.estimated);
  EXPECT_GT(end->usage.input_tokens, end->usage.output_tokens);
  EXPECT_EQ(end->model, "offline/extractive");
}

TEST(ExtractiveModel, TheSameRequestTheSameAnswer) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(answer("Why streams?"), answer("Why streams?"));
}

TEST(ExtractiveModel, KeepsTokenLimitAndStops) {
  auto request = asking("What is the embedded store?");
  request.options.max_tokens = 4;
  const auto cut = sync_wait(extractive_model()->complete(request, {}));
  EXPECT_EQ(cut.finish_reason, FinishReason::length);
  EXPECT_LE(cut.text().size(), 24U);
  request.options = {};
  request.options.stop = {"embedded"};
  EXPECT_EQ(sync_wait(extractive_model()->complete(request, {})).text(), "SQLite is the ");
}

TEST(ExtractiveModel, RefusesWhatItCannotDo) {
  auto request = asking("x");
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_THROW((void)sync_wait(extractive_model()->complete(request, {})), Error);
  request.options = {};
  request.options.tool_choice.mode = ToolChoice::Mode::required;
  EXPECT_THROW((void)sync_wait(extractive_model()->complete(request, {})), Error);
  EXPECT_THROW((void)extractive_model({.max_sentences = 0}), Error);
  EXPECT_THROW((void)extractive_model({.min_coverage = 1.5}), Error);
}

TEST(ExtractiveModel, AnyBytesGiveAnAnswer) {
  std::mt19937 random(23);
  const auto model = extractive_model({.min_coverage = 0});
  for (int round = 0; round < 300; ++round) {
    std::string text(random() % 400, ' ');
    for (char& c : text) c = static_cast<char>(random() % 3 == 0 ? random() : static_cast<unsigned>("ab [1]\n.#-`|"[random() % 13]));
    ChatRequest request;
    request.messages = {Message::user("[1] " + text + "\n\nQuestion: a b " + text)};
    EXPECT_FALSE(sync_wait(model->complete(request, {})).text().empty());
  }
}

}  // namespace
