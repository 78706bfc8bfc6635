#include "provider/openai/openai_stream.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "provider/openai/openai_fixture.hpp"

namespace baton::test {
namespace {

class OpenAiStreamBlocks : public Blocks {};
INSTANTIATE_TEST_SUITE_P(Cut, OpenAiStreamBlocks, ::testing::Values(1, 7, 0));

TEST_P(OpenAiStreamBlocks, Text) {
  const Played played = play(openai_text, GetParam());
  ASSERT_FALSE(played.error) << played.error->what();
  EXPECT_EQ(played.text, "Hello, \"Wörld\" 😀\ngröße");
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.response->text(), played.text);
  EXPECT_EQ(played.response->finish_reason, FinishReason::stop);
  EXPECT_EQ(played.response->usage, (Usage{19, 10, 4, 2, false}));
  EXPECT_EQ(played.response->id, "chatcmpl-123");
  EXPECT_EQ(played.response->model, "gpt-4o-mini");
  EXPECT_EQ(played.response->request_id, "req-9");
}

TEST_P(OpenAiStreamBlocks, ParallelToolCallsInFragments) {
  const Played played = play(openai_tools, GetParam());
  ASSERT_FALSE(played.error) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(played.response->message.tool_calls(),
            (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                   {"call_b", "get_time", "{}"}}));
  ASSERT_EQ(played.calls.size(), 5U);
  EXPECT_EQ(played.calls[0].name, "get_weather");
  EXPECT_EQ(played.calls[1].id, "");
  EXPECT_TRUE(played.response->usage.estimated);
  EXPECT_EQ(played.response->usage.input_tokens, 5);
  EXPECT_GT(played.response->usage.output_tokens, 0);
}

TEST_P(OpenAiStreamBlocks, ReasoningContent) {
  const Played played = play(deepseek_reasoning, GetParam());
  ASSERT_FALSE(played.error) << played.error->what();
  EXPECT_EQ(played.reasoning, "Nine point eight");
  EXPECT_EQ(played.text, "9.8");
  EXPECT_EQ(played.response->message.parts,
            (std::vector<Part>{Reasoning{"Nine point eight", "openai", ""}, Text{"9.8"}}));
  EXPECT_EQ(played.response->usage, (Usage{17, 9, 16, 6, false}));
}

TEST_P(OpenAiStreamBlocks, ReasoningDetailsAreJoinedAndKept) {
  const Played played = play(openrouter_reasoning, GetParam(), {.vendor = "openrouter"});
  ASSERT_FALSE(played.error) << played.error->what();
  EXPECT_EQ(played.reasoning, "Let me see");
  EXPECT_EQ(played.response->text(), "Yes");
  const auto& part = std::get<Reasoning>(played.response->message.parts.at(0));
  EXPECT_EQ(part.provider, "openrouter");
  EXPECT_EQ(nlohmann::json::parse(part.raw), nlohmann::json::parse(R"([{"type":"reasoning.text",
      "text":"Let me see","signature":"c2ln","format":"anthropic-claude-v1","index":0}])"));
}

std::string chunk(const std::string& choice) {
  return "data: {\"id\":\"x\",\"model\":\"m\",\"choices\":[" + choice + "]}\n\n";
}
const std::string hello = chunk(R"({"index":0,"delta":{"content":"Hel"},"finish_reason":null})");
const std::string lo = chunk(R"({"index":0,"delta":{"content":"lo"},"finish_reason":null})");
const std::string stop = chunk(R"({"index":0,"delta":{},"finish_reason":"stop"})");
const std::string done = "data: [DONE]\n\n";

struct Broken {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class OpenAiBroken : public ::testing::TestWithParam<Broken> {};

TEST_P(OpenAiBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = play(GetParam().bytes, size);
    ASSERT_TRUE(played.error) << size;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "openai");
    EXPECT_EQ(played.text, GetParam().partial);
    EXPECT_FALSE(played.response);
    EXPECT_EQ(std::string(played.error->what()).find("canary"), std::string::npos);
  }
}

std::string error_event(const std::string& data) { return hello + lo + "data: " + data + "\n\n"; }

INSTANTIATE_TEST_SUITE_P(
    Streams, OpenAiBroken,
    ::testing::Values(
        Broken{"missing_done", hello + lo + stop, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"no_finish", hello + lo + done, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"cut_between_events", hello + lo, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"cut_in_event", hello + lo + stop.substr(0, 30), ErrorCode::stream_truncated, true, "Hello"},
        Broken{"half_json", hello + "data: {\"id\":\"x\",\"choi\n\n" + done, ErrorCode::stream_truncated,
               true, "Hel"},
        Broken{"only_done", done, ErrorCode::bad_response, true, ""},
        Broken{"nothing", "", ErrorCode::bad_response, true, ""},
        Broken{"blank", "\n\n", ErrorCode::bad_response, true, ""},
        Broken{"html", "<!DOCTYPE html><h1>502</h1>", ErrorCode::bad_response, true, ""},
        Broken{"prose", "upstream connect error", ErrorCode::bad_response, true, ""},
        Broken{"error_openai",
               error_event(R"({"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}})"),
               ErrorCode::overloaded, true, "Hello"},
        Broken{"error_rate",
               error_event(R"({"error":{"message":"slow down","type":"tokens","code":"rate_limit_exceeded"}})"),
               ErrorCode::rate_limited, true, "Hello"},
        Broken{"error_vllm",
               error_event(R"({"error":{"object":"error","message":"This model's maximum context length is 4096 tokens","type":"BadRequestError","param":null,"code":400}})"),
               ErrorCode::context_too_long, false, "Hello"},
        Broken{"error_old_vllm",
               error_event(R"({"object":"error","message":"bad","type":"BadRequestError","param":null,"code":400})"),
               ErrorCode::invalid_argument, false, "Hello"},
        Broken{"error_openrouter",
               error_event(R"({"id":"x","object":"chat.completion.chunk","error":{"code":502,"message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]})"),
               ErrorCode::overloaded, true, "Hello"},
        Broken{"error_in_choice",
               error_event(R"({"choices":[{"index":0,"error":{"code":429,"message":"busy"},"delta":{"content":""},"finish_reason":"error"}]})"),
               ErrorCode::rate_limited, true, "Hello"},
        Broken{"error_lmstudio",
               hello + lo + "event: error\ndata: {\"error\":{\"message\":\"Model unloaded\"}}\n\n",
               ErrorCode::overloaded, true, "Hello"},
        Broken{"error_bare_object", hello + lo + "event: error\ndata: {\"message\":\"Model unloaded\"}\n\n",
               ErrorCode::overloaded, true, "Hello"},
        Broken{"error_string", error_event(R"({"error":"llama runner process has terminated"})"),
               ErrorCode::overloaded, true, "Hello"},
        Broken{"error_json_string", error_event(R"("Internal error")"), ErrorCode::overloaded, true, "Hello"},
        Broken{"error_bare_text", error_event("Internal Server Error"), ErrorCode::overloaded, true, "Hello"},
        Broken{"error_filter", error_event(R"({"error":{"code":"content_filter","message":"no"}})"),
               ErrorCode::content_filtered, false, "Hello"},
        Broken{"not_an_object", error_event("17"), ErrorCode::bad_response, true, "Hello"},
        Broken{"text_after_end", hello + lo + stop + lo + done, ErrorCode::bad_response, false, "Hello"},
        Broken{"call_filter",
               hello + lo + chunk(R"({"index":0,"delta":{},"finish_reason":"function_call_filter: MALFORMED_FUNCTION_CALL"})") + done,
               ErrorCode::model_output_invalid, false, "Hello"},
        Broken{"whole_error", R"({"error":{"message":"no","type":"insufficient_quota","code":"insufficient_quota"}})",
               ErrorCode::quota_exhausted, false, ""},
        Broken{"gemini_array", R"([{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}])",
               ErrorCode::overloaded, true, ""},
        Broken{"whole_string", R"("Internal error")", ErrorCode::overloaded, true, ""},
        Broken{"whole_cut", R"({"id":"x","choices":[{"ind)", ErrorCode::bad_response, true, ""},
        Broken{"whole_no_choice", R"({"id":"x","choices":[]})", ErrorCode::bad_response, true, ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(OpenAiStream, ServersThatSendNoDoneMarker) {
  OpenAiOptions options;
  options.dialect.done_marker = false;
  const Played played = play(hello + lo + stop, 0, options);
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.response->text(), "Hello");
  EXPECT_EQ(play(hello + lo, 0, options).error->code(), ErrorCode::stream_truncated);
}

TEST(OpenAiStream, AWholeAnswerUnderAStreamRequest) {
  const Played played = play(
      R"( {"id":"i","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi",
      "reasoning":"hm","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
      "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}})",
      7);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hi");
  EXPECT_EQ(played.reasoning, "hm");
  ASSERT_EQ(played.calls.size(), 1U);
  EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(played.response->usage, (Usage{3, 2, 0, 0, false}));
}

TEST(OpenAiStream, ParallelCallsThatAllSayIndexZero) {
  const std::string call = R"({"index":0,"delta":{"tool_calls":[{"index":0,"id":"ID","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":null})";
  auto with_id = [&](const char* id) {
    std::string copy = call;
    return chunk(copy.replace(copy.find("ID"), 2, id));
  };
  const Played played = play(with_id("a") + with_id("b") + stop + done, 0);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->message.tool_calls(),
            (std::vector<ToolCall>{{"a", "f", "{}"}, {"b", "f", "{}"}}));
  EXPECT_EQ(played.calls.at(1).index, 1U);
  EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
}

TEST(OpenAiStream, ARefusalIsTextThatWasFiltered) {
  const Played played =
      play(chunk(R"({"index":0,"delta":{"refusal":"I can't"},"finish_reason":null})") + stop + done, 0);
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.response->text(), "I can't");
  EXPECT_EQ(played.response->finish_reason, FinishReason::content_filter);
}

TEST(OpenAiStream, LogprobsAreCollected) {
  const Played played = play(
      chunk(R"({"index":0,"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.5},{"token":"Yo","logprob":-1.5}]}]},"finish_reason":null})") +
          stop + done,
      0);
  ASSERT_TRUE(played.response);
  ASSERT_EQ(played.response->logprobs.size(), 1U);
  EXPECT_EQ(played.response->logprobs[0].alternatives.at(1).token, "Yo");
}

TEST(OpenAiStream, UnknownFinishReasonsAndFurtherChoicesAreTolerated) {
  const Played played = play(hello + chunk(R"({"index":1,"delta":{"content":"other"},"finish_reason":null})") +
                                 chunk(R"({"index":0,"delta":{},"finish_reason":"bored"})") + done,
                             0);
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.text, "Hel");
  EXPECT_EQ(played.response->finish_reason, FinishReason::other);
}

TEST(OpenAiStream, InvalidUtf8IsReplaced) {
  const Played played =
      play(hello + chunk("{\"index\":0,\"delta\":{\"content\":\"a\xFF\xC3z\"},\"finish_reason\":null}") + stop + done, 1);
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.text, "Hela\xEF\xBF\xBD\xEF\xBF\xBDz");
}

TEST(OpenAiStream, IsBoundedAsAWhole) {
  OpenAiOptions options;
  options.limits.bytes = 400;
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += lo;
  const Played played = play(bytes, 7, options);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::limit_exceeded);
  EXPECT_FALSE(played.error->partial().empty());
}

TEST(OpenAiStream, DeepNestingIsNoTrouble) {
  std::string nested = "data: {\"x\":" + std::string(100'000, '[');
  EXPECT_EQ(play(hello + nested + "\n\n", 0).error->code(), ErrorCode::stream_truncated);
}

}  // namespace
}  // namespace baton::test
