#include <baton/memory/summary_memory.hpp>

#include <thread>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

#include "memory/conversations.hpp"

namespace baton {
namespace {

using test::add;
using test::load;
using test::turn;
using test::calling;
using test::result_of;
using Texts = std::vector<std::string>;

/// One token for each message.
SummaryOptions one_each(std::size_t most, std::size_t keep) {
  return {.max_tokens = most, .keep_tokens = keep, .count = [](const Message&) { return std::size_t{1}; }};
}

std::shared_ptr<ScriptedModel> scripted(std::vector<ScriptedReply> replies) {
  return std::make_shared<ScriptedModel>(std::move(replies));
}

const std::string heading = "Summary of the conversation so far:\n";

TEST(SummaryMemory, SummarisesWhatIsOldAndKeepsTheRest) {
  const auto writer = scripted({"Ada asked a.", "Ada asked a and c."});
  SummaryMemory memory(Model(writer), one_each(4, 2));
  add(memory, {Message::system("s")});
  add(memory, turn("a", "b"));
  add(memory, turn("c", "d"));
  EXPECT_EQ(load(memory), (Texts{"s", "a", "b", "c", "d"}));
  add(memory, turn("e", "f"));
  EXPECT_EQ(load(memory), (Texts{"s", heading + "Ada asked a.", "e", "f"}));
  add(memory, turn("g", "h"));
  EXPECT_EQ(load(memory).size(), 6U);
  add(memory, turn("i", "j"));
  EXPECT_EQ(memory.summary(), "Ada asked a and c.");
  EXPECT_EQ(load(memory), (Texts{"s", heading + "Ada asked a and c.", "i", "j"}));
  const auto asked = writer->requests();
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].messages[1].text(),
            "Summary so far:\n(none)\n\nNew messages, one JSON object a line:\n"
            "{\"role\":\"user\",\"text\":\"a\"}\n{\"role\":\"assistant\",\"text\":\"b\"}\n"
            "{\"role\":\"user\",\"text\":\"c\"}\n{\"role\":\"assistant\",\"text\":\"d\"}\n");
  EXPECT_NE(asked[1].messages[1].text().find("Summary so far:\nAda asked a.\n"), std::string::npos);
}

TEST(SummaryMemory, MayKeepTheSummaryAlone) {
  SummaryMemory memory(Model(scripted({"One.", "Two."})), one_each(0, 0));
  add(memory, {Message::user("a")});
  EXPECT_EQ(load(memory), (Texts{"a"})) << "the question is not answered yet";
  add(memory, {Message::assistant("b")});
  EXPECT_EQ(load(memory), (Texts{heading + "One."}));
  add(memory, {Message::user("c")});
  EXPECT_EQ(load(memory), (Texts{heading + "One.", "c"}));
}

TEST(SummaryMemory, NeverTearsAnOpenTurn) {
  SummaryMemory memory(Model(scripted({"One.", "Two."})), one_each(2, 0));
  add(memory, turn("a", "b"));
  add(memory, {Message::user("q"), calling({"x"}), result_of("x")});
  const auto kept = sync_wait(memory.load({}));
  ASSERT_EQ(kept.size(), 4U);
  EXPECT_EQ(kept[0].text(), heading + "One.");
  EXPECT_EQ(kept[1].text(), "q");
  add(memory, {Message::assistant("done")});
  EXPECT_EQ(load(memory), (Texts{heading + "Two."}));
}

TEST(SummaryMemory, LosesNothingWhenTheModelFails) {
  const auto writer = scripted({Error(ErrorCode::rate_limited, "slow down"), "  \n", "All of it."});
  SummaryMemory memory(Model(writer), one_each(2, 0));
  add(memory, turn("a", "b"));
  add(memory, turn("c", "d"));
  EXPECT_EQ(load(memory), (Texts{"a", "b", "c", "d"}));
  ASSERT_TRUE(memory.failure());
  EXPECT_EQ(memory.failure()->code(), ErrorCode::rate_limited);
  add(memory, {Message::user("e")});
  EXPECT_EQ(memory.failure()->code(), ErrorCode::model_output_invalid);
  add(memory, {Message::assistant("f")});
  EXPECT_EQ(load(memory).front(), heading + "All of it.");
  EXPECT_FALSE(memory.failure());
}

TEST(SummaryMemory, ThrowsBeforeItGrowsWithoutBound) {
  const Model failing(std::make_shared<FunctionModel>(
      [](const ChatRequest&) -> std::string { throw Error(ErrorCode::overloaded, "no"); }));
  SummaryMemory memory(failing, one_each(2, 0));
  for (int i = 0; i < 6; ++i) add(memory, turn("a", "b"));
  const std::size_t most = load(memory).size();
  for (int i = 0; i < 3; ++i) EXPECT_THROW(add(memory, turn("more", "b")), Error);
  EXPECT_EQ(load(memory).size(), most);
}

TEST(SummaryMemory, StopsWithItsContextAndKeepsTheMessages) {
  std::stop_source stop;
  const Model slow(std::make_shared<FunctionModel>([&](const ChatRequest&) -> std::string {
    stop.request_stop();
    throw Error(ErrorCode::cancelled, "stopped");
  }));
  SummaryMemory memory(slow, one_each(1, 0));
  EXPECT_THROW(sync_wait(memory.add(turn("a", "b"), Context().with_stop(stop.get_token()))), Error);
  EXPECT_EQ(load(memory), (Texts{"a", "b"}));
  EXPECT_FALSE(memory.failure());
}

TEST(SummaryMemory, CutsWhatIsTooLong) {
  SummaryOptions options = one_each(1, 0);
  options.max_summary_bytes = 5;
  SummaryMemory memory(Model(scripted({"abcd\xc3\xa9xyz"})), options);
  add(memory, turn("a", "b"));
  EXPECT_EQ(memory.summary(), "abcd");
}

TEST(SummaryMemory, ForgetsEvenWhatIsBeingSummarised) {
  SummaryMemory* shared = nullptr;
  const Model writer(std::make_shared<FunctionModel>([&](const ChatRequest&) {
    shared->clear();
    return std::string("Old.");
  }));
  SummaryMemory memory(writer, one_each(1, 0));
  shared = &memory;
  add(memory, turn("a", "b"));
  EXPECT_TRUE(load(memory).empty());
  EXPECT_TRUE(memory.summary().empty());
}

TEST(SummaryMemory, RefusesOptionsThatCannotWork) {
  EXPECT_THROW(SummaryMemory(Model(scripted({})), {.max_tokens = 1, .keep_tokens = 2}), Error);
  EXPECT_THROW(SummaryMemory(Model(scripted({})), {.count = nullptr}), Error);
}

TEST(SummaryMemory, ThreadsMayShareIt) {
  const Model writer(std::make_shared<FunctionModel>([](const ChatRequest&) { return std::string("Said."); }));
  SummaryMemory memory(writer, one_each(6, 2));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 50; ++k) {
        add(memory, turn("q", "a"));
        static_cast<void>(load(memory));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  add(memory, turn("q", "a"));
  EXPECT_LE(load(memory).size(), 7U);
  EXPECT_EQ(memory.summary(), "Said.");
}

}  // namespace
}  // namespace baton
