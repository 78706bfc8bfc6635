#include <baton/replay/cassette.hpp>

#include <csignal>

#include <baton/provider/openai.hpp>

#include "replay/replay_fixture.hpp"
#include "support/test_server.hpp"

namespace {

using namespace baton;
using namespace baton::test;

ChatResponse rich_response() {
  ChatResponse response;
  response.message = Message::assistant("Größe 😀\n\"quoted\"");
  response.message.parts.insert(response.message.parts.begin(),
                                Reasoning{"hm, hm", "anthropic", R"({"signature":"abc=="})"});
  response.message.parts.emplace_back(ToolCall{"call_1", "weather", R"({"city":"Bergen"})"});
  response.message.parts.emplace_back(ToolCall{"call_2", "time", "{}"});
  response.finish_reason = FinishReason::tool_calls;
  response.usage = {.input_tokens = 9, .output_tokens = 4, .cached_tokens = 2, .reasoning_tokens = 1};
  response.model = "gpt-x-2026";
  response.id = "chatcmpl-1";
  response.request_id = "req-1";
  response.logprobs = {{"a", -0.25, {{"b", -1.5, {}}}}};
  return response;
}

std::vector<ScriptedReply> every_answer() {
  return {"Hello there, reader",
          rich_response(),
          Error(ErrorCode::rate_limited, "slow down")
              .with_http(429, "req-7")
              .with_retry(true, std::chrono::milliseconds(2'500))
              .with_cause(Error(ErrorCode::io_error, "beneath")),
          ScriptedStream{{TextDelta{"Hel"}, TextDelta{"lo"}},
                         Error(ErrorCode::stream_truncated, "it broke").with_partial("Hello")},
          ScriptedStream{{ReasoningDelta{"so "}, ReasoningDelta{"so"}, ToolCallDelta{0, "c", "f", ""},
                          ToolCallDelta{0, "", "", "{\"a\":"}, ToolCallDelta{0, "", "", "1}"}},
                         {}}};
}

class Cassettes : public CassetteTest {};

TEST_F(Cassettes, StreamsReplayAsTheyWere) {
  std::vector<Seen> recorded;
  {
    const auto cassette = Cassette::record(path());
    EXPECT_TRUE(cassette.recording());
    const Model model = cassette.wrap(scripted(every_answer()));
    for (std::size_t i = 0; i < every_answer().size(); ++i) {
      recorded.push_back(seen_of(model, asking("question " + std::to_string(i))));
    }
  }
  EXPECT_GT(recorded[0].events.size(), 3U);
  EXPECT_NE(recorded[2].error, "");
  const auto cassette = Cassette::replay(path());
  EXPECT_FALSE(cassette.recording());
  const Model model = cassette.model("test/scripted");
  EXPECT_EQ(model.name(), "test/scripted");
  for (std::size_t i = recorded.size(); i-- > 0;) {
    EXPECT_EQ(seen_of(model, asking("question " + std::to_string(i))), recorded[i]) << i;
  }
  cassette.check_all_used();
}

TEST_F(Cassettes, WholeAnswersAndStreamsReplayAsEither) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(scripted({rich_response(), rich_response()}));
    static_cast<void>(sync_wait(model.complete(asking("whole"), {})));
    static_cast<void>(seen_of(model, asking("streamed")));
  }
  const auto cassette = Cassette::replay(path());
  const Model model = cassette.model("test/scripted");
  const Seen streamed = seen_of(model, asking("whole"));
  ASSERT_EQ(streamed.events.size(), 5U);
  EXPECT_EQ(streamed.events[0], "thought hm, hm");
  EXPECT_EQ(streamed.events[3], "call 1 call_2 time {}");
  const auto whole = sync_wait(model.complete(asking("streamed"), {}));
  EXPECT_EQ(to_json(whole).dump(), to_json(rich_response()).dump());
  EXPECT_EQ(streamed.events[4], "end " + to_json(rich_response()).dump());
}

TEST_F(Cassettes, WhatIsBoundToTheModelIsPartOfTheRequest) {
  const auto bound = [](std::vector<ScriptedReply> replies) {
    return scripted(std::move(replies)).with({.temperature = 0.5}).with_tools({ToolSpec{.name = "weather"}});
  };
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(bound({"yes"}));
    EXPECT_EQ(model.options().temperature, 0.5);
    EXPECT_EQ(ask(model, "rain?"), "yes");
  }
  const auto cassette = Cassette::replay(path());
  EXPECT_EQ(error_of([&] { return ask(cassette.model("test/scripted"), "rain?"); })->code(), ErrorCode::not_found);
  EXPECT_EQ(ask(cassette.wrap(bound({})), "rain?"), "yes");
}

TEST_F(Cassettes, OpenRecordsWhatIsMissingAndReplaysWhatIsThere) {
  EXPECT_EQ(error_of([&] { return Cassette::replay(path()); })->code(), ErrorCode::not_found);
  {
    const auto cassette = Cassette::open(path());
    EXPECT_TRUE(cassette.recording());
    EXPECT_EQ(ask(cassette.wrap(scripted({"one"})), "a"), "one");
  }
  const auto cassette = Cassette::open(path());
  EXPECT_FALSE(cassette.recording());
  EXPECT_EQ(ask(cassette.wrap(scripted({})), "a"), "one");
}

TEST_F(Cassettes, WhatIsRecordedIsInTheFileAtOnce) {
  const auto recording = Cassette::record(path());
  const Model model = recording.wrap(scripted({"one", "two"}));
  static_cast<void>(ask(model, "a"));
  const auto replaying = Cassette::replay(path());
  EXPECT_EQ(ask(replaying.model("test/scripted"), "a"), "one");
}

TEST_F(Cassettes, AKilledRecordingLeavesWhatWasWhole) {
  EXPECT_EXIT(
      {
        const auto cassette = Cassette::record(path());
        const Model model = cassette.wrap(scripted({"one", "two", "three four"}));
        static_cast<void>(ask(model, "a"));
        static_cast<void>(ask(model, "b"));
        BlockingStream events(model.stream(asking("c"), {}));
        static_cast<void>(events.next());
        static_cast<void>(::raise(SIGKILL));
      },
      ::testing::KilledBySignal(SIGKILL), "");
  const auto cassette = Cassette::replay(path());
  EXPECT_EQ(ask(cassette.model("test/scripted"), "a"), "one");
  EXPECT_EQ(ask(cassette.model("test/scripted"), "b"), "two");
  EXPECT_EQ(error_of([&] { return ask(cassette.model("test/scripted"), "c"); })->code(), ErrorCode::not_found);
}

TEST_F(Cassettes, AStreamThatTheApplicationLeftEndsThereAgain) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(scripted({"one two three four"}));
    BlockingStream events(model.stream(asking("a"), {}));
    EXPECT_TRUE(events.next().has_value());
    EXPECT_TRUE(events.next().has_value());
  }
  const auto cassette = Cassette::replay(path());
  BlockingStream events(cassette.model("test/scripted").stream(asking("a"), {}));
  EXPECT_EQ(std::get<TextDelta>(*events.next()).text, "one ");
  EXPECT_EQ(std::get<TextDelta>(*events.next()).text, "two ");
  const auto error = error_of([&] { return events.next(); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), ErrorCode::cancelled);
  EXPECT_NE(error->message().find("line 3"), std::string::npos) << error->message();
}

TEST_F(Cassettes, CancellingIsNotTheVendorsAnswer) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(scripted({Error(ErrorCode::cancelled, "by the caller")}));
    EXPECT_EQ(error_of([&] { return ask(model, "a"); })->code(), ErrorCode::cancelled);
  }
  EXPECT_NE(content().find("stopped"), std::string::npos);
  const auto cassette = Cassette::replay(path());
  EXPECT_EQ(error_of([&] { return ask(cassette.model("test/scripted"), "a"); })->code(), ErrorCode::cancelled);
}

TEST_F(Cassettes, NoKeyEverReachesTheFile) {
  constexpr auto canary = "sk-canary-1234567890abcdef";
  TestServer server;
  server.push(Reply::text(401, R"({"error":{"message":"Incorrect API key: sk-canary-1234567890abcdef"}})"));
  server.push(Reply::text(200, R"({"id":"c","model":"m","choices":[{"index":0,"finish_reason":"stop",)"
                               R"("message":{"role":"assistant","content":"Hi"}}]})"));
  const auto cassette = Cassette::record(path());
  const Model model = cassette.wrap(
      Model(openai_model({.model = "m", .base_url = server.url("/v1"), .api_key = Secret(canary)})));
  EXPECT_EQ(error_of([&] { return ask(model, "a"); })->code(), ErrorCode::permission_denied);
  EXPECT_EQ(ask(model, "b"), "Hi");
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[1].header("authorization"), std::string("Bearer ") + canary);
  EXPECT_NE(content().find("permission_denied"), std::string::npos);
  EXPECT_EQ(content().find("canary"), std::string::npos) << content();

  const auto replayed = Cassette::replay(path());
  EXPECT_EQ(ask(replayed.model("openai/m"), "b"), "Hi");
  EXPECT_EQ(error_of([&] { return ask(replayed.model("openai/m"), "a"); })->http_status(), 401);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(Cassettes, RedactedTextsAreNeitherStoredNorMissed) {
  const CassetteOptions options{.redact = [](std::string text) {
    for (auto at = text.find("Ada"); at != std::string::npos; at = text.find("Ada")) text.replace(at, 3, "NAME");
    return text;
  }};
  {
    const auto cassette = Cassette::record(path(), options);
    const Model model = cassette.wrap(scripted(
        {ScriptedStream{{TextDelta{"Dear A"}, TextDelta{"da"}, TextDelta{"!"}}, {}}, "to Ada",
         Error(ErrorCode::internal, "no Ada")}));
    static_cast<void>(seen_of(model, asking("I am Ada")));
    static_cast<void>(ask(model, "Who is Ada?"));
    EXPECT_EQ(error_of([&] { return ask(model, "Ada?"); })->message(), "no Ada");
  }
  EXPECT_EQ(content().find("Ada"), std::string::npos) << content();
  const auto cassette = Cassette::replay(path(), options);
  const Seen seen = seen_of(cassette.model("test/scripted"), asking("I am Ada"));
  ASSERT_EQ(seen.events.size(), 2U);
  EXPECT_EQ(seen.events[0], "text Dear NAME!");
  EXPECT_EQ(ask(cassette.model("test/scripted"), "Who is Ada?"), "to NAME");
}

TEST_F(Cassettes, AMissTellsWhatDiffers) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(scripted({"one", "two"}));
    static_cast<void>(ask(model, "Where is the museum of modern art?"));
    static_cast<void>(ask(model, "How much is a ticket?"));
  }
  const auto cassette = Cassette::replay(path());
  const auto miss = error_of([&] { return ask(cassette.model("test/scripted"), "How much was a ticket?"); });
  ASSERT_TRUE(miss.has_value());
  EXPECT_EQ(miss->code(), ErrorCode::not_found);
  EXPECT_FALSE(miss->retryable());
  EXPECT_NE(miss->message().find(path()), std::string::npos);
  EXPECT_NE(miss->message().find("messages[0].parts[0].text: recorded \"How much is a ticket?\", "
                                 "asked \"How much was a ticket?\""),
            std::string::npos)
      << miss->message();
  EXPECT_NE(miss->message().find("record it again"), std::string::npos);
  EXPECT_EQ(error_of([&] { return cassette.check_all_used(), 0; })->message(), miss->message());
}

TEST_F(Cassettes, WhatWasNeverAskedIsTold) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(scripted({"one", "two"}));
    static_cast<void>(ask(model, "first"));
    static_cast<void>(ask(model, "second"));
    cassette.check_all_used();
  }
  const auto cassette = Cassette::replay(path());
  static_cast<void>(ask(cassette.model("test/scripted"), "first"));
  const auto error = error_of([&] { return cassette.check_all_used(), 0; });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), ErrorCode::invalid_state);
  EXPECT_NE(error->message().find("second"), std::string::npos);
  EXPECT_EQ(error->message().find("first"), std::string::npos);
  static_cast<void>(ask(cassette.model("test/scripted"), "second"));
  cassette.check_all_used();
}

TEST_F(Cassettes, AFileThatCannotBeReadIsRefused) {
  write("");
  EXPECT_EQ(error_of([&] { return Cassette::open(path()); })->code(), ErrorCode::data_corrupt);
  EXPECT_EQ(error_of([&] { return Cassette::replay(path() + "/.."); })->code(), ErrorCode::not_found);
  const auto folder = std::filesystem::path(path()).parent_path().string();
  EXPECT_EQ(error_of([&] { return Cassette::replay(folder); })->code(), ErrorCode::invalid_argument);
  write(std::string(2'000, '\n'));
  const CassetteOptions small{.limits = {.bytes = 1'000}};
  EXPECT_EQ(error_of([&] { return Cassette::replay(path(), small); })->code(), ErrorCode::limit_exceeded);
}

TEST_F(Cassettes, ACassetteNeedsAModel) {
  const auto cassette = Cassette::record(path());
  EXPECT_EQ(error_of([&] { return cassette.wrap(std::shared_ptr<const Embedder>()); })->code(),
            ErrorCode::invalid_argument);
  EXPECT_EQ(error_of([&] { return cassette.wrap(std::shared_ptr<const Reranker>()); })->code(),
            ErrorCode::invalid_argument);
}

}  // namespace
