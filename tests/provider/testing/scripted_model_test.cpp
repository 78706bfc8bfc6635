#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

namespace {

using namespace baton;

ChatRequest asking(std::string text) {
  ChatRequest request;
  request.messages = {Message::user(std::move(text))};
  return request;
}
std::string ask(const ChatModel& model, std::string text) {
  return sync_wait(model.complete(asking(std::move(text)), {})).text();
}

TEST(ScriptedModel, AnswersInOrderAndRecords) {
  const ScriptedModel model({"one", "two"});
  EXPECT_EQ(ask(model, "a"), "one");
  EXPECT_EQ(model.remaining(), 1U);
  EXPECT_EQ(ask(model, "b"), "two");
  ASSERT_EQ(model.requests().size(), 2U);
  EXPECT_EQ(model.requests()[1].messages[0].text(), "b");
  EXPECT_EQ(model.remaining(), 0U);
}

TEST(ScriptedModel, ACallTooManyIsAnError) {
  const ScriptedModel model({});
  try {
    ask(model, "a");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_state);
  }
}

TEST(ScriptedModel, ErrorsAreThrownAsTheyAre) {
  const ScriptedModel model({Error(ErrorCode::rate_limited, "slow").with_retry(true)});
  try {
    ask(model, "a");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::rate_limited);
    EXPECT_TRUE(error.retryable());
  }
}

TEST(ScriptedModel, WholeResponsesKeepWhatTheySay) {
  ChatResponse response;
  response.message = Message::assistant("x");
  response.usage.input_tokens = 7;
  response.model = "mine";
  const ScriptedModel model({response, "y"});
  const auto first = sync_wait(model.complete(asking("q"), {}));
  EXPECT_EQ(first.usage.input_tokens, 7);
  EXPECT_FALSE(first.usage.estimated);
  EXPECT_EQ(first.model, "mine");
  const auto second = sync_wait(model.complete(asking("q"), {}));
  EXPECT_TRUE(second.usage.estimated);
  EXPECT_EQ(second.model, "test/scripted");
}

TEST(ScriptedModel, StreamsGetTheirEnd) {
  const ScriptedModel model({ScriptedStream{{TextDelta{"Hel"}, TextDelta{"lo"}}, {}},
                             ScriptedStream{{ToolCallDelta{0, "c1", "f", "{}"}}, {}}});
  EXPECT_EQ(ask(model, "a"), "Hello");
  const auto response = sync_wait(model.complete(asking("b"), {}));
  EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(response.message.tool_calls().at(0).name, "f");
}

TEST(ScriptedModel, StreamsMayBreak) {
  const ScriptedModel model({ScriptedStream{{TextDelta{"Hel"}}, Error(ErrorCode::stream_truncated, "cut")}});
  BlockingStream events(model.stream(asking("a"), {}));
  EXPECT_EQ(std::get<TextDelta>(*events.next()).text, "Hel");
  EXPECT_THROW((void)events.next(), Error);
}

TEST(ScriptedModel, PiecesHaveTheSizeAsked) {
  const ScriptedModel model({"abcdefgh"}, 3);
  std::vector<std::string> texts;
  for (const auto& event : BlockingStream(model.stream(asking("a"), {}))) {
    if (const auto* delta = std::get_if<TextDelta>(&event)) texts.push_back(delta->text);
  }
  EXPECT_EQ(texts, (std::vector<std::string>{"abc", "def", "gh"}));
}

TEST(ScriptedModel, ThreadsGetEachReplyOnce) {
  std::vector<ScriptedReply> replies;
  for (int i = 0; i < 200; ++i) replies.emplace_back(std::to_string(i));
  const ScriptedModel model(replies);
  std::mutex mutex;
  std::set<std::string> seen;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          auto text = ask(model, "x");
          const std::lock_guard lock(mutex);
          seen.insert(std::move(text));
        }
      });
    }
  }
  EXPECT_EQ(seen.size(), 200U);
  EXPECT_EQ(model.requests().size(), 200U);
}

TEST(FunctionModel, GivesTextOrResponse) {
  const FunctionModel parrot([](const ChatRequest& request) { return request.messages.back().text(); });
  EXPECT_EQ(ask(parrot, "polly"), "polly");
  const FunctionModel whole([](const ChatRequest&) {
    ChatResponse response;
    response.message = Message::assistant("cut");
    response.finish_reason = FinishReason::length;
    return response;
  });
  EXPECT_EQ(sync_wait(whole.complete(asking("q"), {})).finish_reason, FinishReason::length);
}

TEST(FunctionModel, WhatItThrowsIsTheCallsError) {
  const FunctionModel model([](const ChatRequest&) -> std::string { throw Error(ErrorCode::overloaded, "busy"); });
  EXPECT_THROW(ask(model, "x"), Error);
}

}  // namespace
