#include "provider/responses/responses_stream.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "provider/played.hpp"
#include "provider/responses/responses_wire.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

Played read(const std::string& bytes, std::size_t block_size = 0) {
  HttpHead head;
  head.status = 200;
  const detail::ResponsesWire wire({.model = "m", .vendor = "mine", .base_url = "http://h"});
  return play(wire, {}, head, bytes, block_size);
}

std::string event(const std::string& type, const std::string& rest) {
  return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
}
std::string added(int index, const std::string& item) {
  return event("response.output_item.added", ",\"output_index\":" + std::to_string(index) + ",\"item\":" + item);
}
std::string item_done(int index, const std::string& item) {
  return event("response.output_item.done", ",\"output_index\":" + std::to_string(index) + ",\"item\":" + item);
}
std::string delta(const std::string& type, int index, const std::string& text, const std::string& more = "") {
  return event("response." + type + ".delta", ",\"output_index\":" + std::to_string(index) + more + ",\"delta\":\"" + text + "\"");
}
std::string completed(const std::string& output = "[]", const std::string& status = "completed", const std::string& more = "") {
  return event("response." + status, R"(,"response":{"id":"r","model":"m","status":")" + status + R"(","output":)" + output + more + "}");
}

const std::string created = event("response.created", R"(,"response":{"id":"r","status":"in_progress"})");
const std::string message = R"({"type":"message","content":[]})";
const std::string hello = created + added(0, message) + delta("output_text", 0, "Hel") + delta("output_text", 0, "lo");

TEST(ResponsesStream, PiecesComeInTheOrderTheyWereSent) {
  const Played played = read(
      created + added(0, R"({"type":"reasoning","summary":[]})") +
      delta("reasoning_summary_text", 0, "One.", R"(,"summary_index":0)") +
      delta("reasoning_summary_text", 0, "Two.", R"(,"summary_index":1)") +
      item_done(0, R"({"type":"reasoning","encrypted_content":"x","summary":[{"text":"One."},{"text":"Two."}]})") +
      added(1, message) + delta("output_text", 1, "I look.") + item_done(1, message) +
      added(2, R"({"type":"function_call","call_id":"c","name":"f","arguments":""})") +
      delta("function_call_arguments", 2, "{}") +
      item_done(2, R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"})") + completed());
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "One.\n\nTwo.");
  EXPECT_EQ(played.text, "I look.");
  ASSERT_EQ(played.calls.size(), 2U);
  EXPECT_EQ(played.calls[0].name, "f");
  EXPECT_EQ(played.calls[1].arguments, "{}");
  const auto& parts = played.response->message.parts;
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(std::get<Reasoning>(parts[0]).text, played.reasoning);
  EXPECT_EQ(json::parse(std::get<Reasoning>(parts[0]).raw)["encrypted_content"], "x");
  EXPECT_EQ(std::get<Text>(parts[1]).text, "I look.");
  EXPECT_EQ(std::get<ToolCall>(parts[2]), (ToolCall{"c", "f", "{}"}));
}

TEST(ResponsesStream, InterleavedItemsAreKeptApart) {
  const Played played = read(created + added(0, message) + added(1, R"({"type":"function_call","call_id":"c","name":"f"})") +
                             delta("function_call_arguments", 1, "{") + delta("output_text", 0, "Hel") +
                             delta("function_call_arguments", 1, "}") + delta("output_text", 0, "lo") + completed());
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->text(), "Hello");
  EXPECT_EQ(played.response->message.tool_calls(), (std::vector<ToolCall>{{"c", "f", "{}"}}));
}

TEST(ResponsesStream, ServersThatSendFewerEvents) {
  const std::string item = R"({"type":"message","content":[{"type":"output_text","text":"Hello"}]})";
  const std::string said = "[" + item + "]";
  for (const std::string& bytes :
       {completed(said), created + item_done(0, item) + completed(), delta("output_text", 0, "Hello") + completed(),
        hello + completed(said), hello + completed("null"), added(0, item) + completed(said)}) {
    const Played played = read(bytes);
    ASSERT_TRUE(played.response) << played.error->what() << bytes;
    EXPECT_EQ(played.response->text(), "Hello") << bytes;
    EXPECT_EQ(played.text, "Hello") << bytes;
  }
  const Played call = read(completed(R"([{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}])"));
  ASSERT_TRUE(call.response);
  EXPECT_EQ(call.calls.size(), 2U);
  EXPECT_EQ(call.response->finish_reason, FinishReason::tool_calls);
}

TEST(ResponsesStream, ReasoningThatIsCutOffDoesNotGoBack) {
  const Played played = read(created + added(0, R"({"type":"reasoning","encrypted_content":"half"})") +
                             delta("reasoning_text", 0, "Hm", R"(,"content_index":0)") +
                             completed("[]", "incomplete", R"(,"incomplete_details":{"reason":"max_output_tokens"})"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
  EXPECT_EQ(std::get<Reasoning>(played.response->message.parts.at(0)), (Reasoning{"Hm", "mine", ""}));
}

struct BrokenResponses {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class ResponsesBroken : public ::testing::TestWithParam<BrokenResponses> {};

TEST_P(ResponsesBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(GetParam().bytes, size);
    ASSERT_TRUE(played.error) << size;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "mine");
    EXPECT_FALSE(played.response);
  }
}

std::string failed(const std::string& error) {
  return hello + event("response.failed", R"(,"response":{"id":"r","status":"failed","output":[],"error":)" + error + "}");
}

INSTANTIATE_TEST_SUITE_P(
    Streams, ResponsesBroken,
    ::testing::Values(
        BrokenResponses{"no_end", hello, ErrorCode::stream_truncated, true, "Hello"},
        BrokenResponses{"only_done_marker", hello + "data: [DONE]\n\n", ErrorCode::stream_truncated, true, "Hello"},
        BrokenResponses{"half_json", hello + "data: {\"type\":\"resp\n\n", ErrorCode::stream_truncated, true, "Hello"},
        BrokenResponses{"error_flat", hello + event("error", R"(,"code":"rate_limit_exceeded","message":"slow down","param":null,"sequence_number":4)"),
                        ErrorCode::rate_limited, true, "Hello"},
        BrokenResponses{"error_nested", hello + event("error", R"(,"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"no money"})"),
                        ErrorCode::quota_exhausted, false, "Hello"},
        BrokenResponses{"error_without_code", hello + event("error", R"(,"code":null,"message":"upstream exploded")"),
                        ErrorCode::overloaded, true, "Hello"},
        BrokenResponses{"error_filter", hello + event("error", R"(,"code":"content_filter","message":"filtered")"),
                        ErrorCode::content_filtered, false, "Hello"},
        BrokenResponses{"failed_server", failed(R"({"code":"server_error","message":"x"})"), ErrorCode::overloaded, true, "Hello"},
        BrokenResponses{"failed_rate", failed(R"({"code":"rate_limit_exceeded","message":"x"})"), ErrorCode::rate_limited, true, "Hello"},
        BrokenResponses{"failed_prompt", failed(R"({"code":"invalid_prompt","message":"x"})"), ErrorCode::content_filtered, false, "Hello"},
        BrokenResponses{"failed_silently", failed("null"), ErrorCode::overloaded, true, "Hello"},
        BrokenResponses{"foreign_error", hello + "data: {\"error\":{\"message\":\"x\",\"code\":429}}\n\n", ErrorCode::rate_limited, true, "Hello"},
        BrokenResponses{"empty", created + completed(), ErrorCode::bad_response, true, ""},
        BrokenResponses{"no_response", created + event("response.completed", ""), ErrorCode::bad_response, true, ""},
        BrokenResponses{"begins_twice", hello + added(0, message) + completed(), ErrorCode::bad_response, false, "Hello"},
        BrokenResponses{"ends_twice", hello + item_done(0, message) + item_done(0, message), ErrorCode::bad_response, false, "Hello"},
        BrokenResponses{"goes_on", hello + item_done(0, message) + delta("output_text", 0, "!"), ErrorCode::bad_response, false, "Hello"},
        BrokenResponses{"another_kind", hello + delta("function_call_arguments", 0, "{}"), ErrorCode::bad_response, false, "Hello"},
        BrokenResponses{"ends_otherwise", hello + item_done(0, R"({"type":"reasoning"})"), ErrorCode::bad_response, false, "Hello"},
        BrokenResponses{"no_item", created + event("response.output_item.added", R"(,"output_index":0)"), ErrorCode::bad_response, false, ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ResponsesStream, ItemsAreBounded) {
  std::string bytes = created;
  for (int i = 0; i <= 1'000; ++i) bytes += added(i, message);
  const Played played = read(bytes);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::bad_response);
}

}  // namespace
}  // namespace baton::test
