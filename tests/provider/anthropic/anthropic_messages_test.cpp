#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/anthropic/anthropic_request.hpp"
#include "provider/json_body.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json body_of(const std::vector<Message>& messages) {
  detail::wire_json body = detail::wire_json::object();
  detail::put_anthropic_messages(body, {.model = "m"}, messages);
  return json::parse(detail::to_text(body));
}

ErrorCode code_of(const std::vector<Message>& messages) {
  try {
    (void)body_of(messages);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

const Message hi = Message::user("Hi");

TEST(AnthropicMessages, SystemMessagesAreTheSystemPrompt) {
  EXPECT_EQ(body_of({Message::system("Be brief."), hi}),
            json::parse(R"({"system":"Be brief.","messages":[{"role":"user","content":"Hi"}]})"));
  EXPECT_EQ(body_of({Message::system("a"), hi, Message::system("b")})["system"],
            json::parse(R"([{"type":"text","text":"a"},{"type":"text","text":"b"}])"));
  EXPECT_FALSE(body_of({hi}).contains("system"));
}

TEST(AnthropicMessages, CallsAndTheirResults) {
  const Message asks{Role::assistant, {Text{"Let me see."}, ToolCall{"t1", "f", R"({"a":1})"}, ToolCall{"t2", "g", ""}}, ""};
  const json messages = body_of({hi, asks, Message::tool_result({"t1", "f", ""}, "one"),
                                 Message::tool_result({"t2", "g", ""}, "two", true), Message::user("and?")})["messages"];
  EXPECT_EQ(messages, json::parse(R"([
    {"role":"user","content":"Hi"},
    {"role":"assistant","content":[{"type":"text","text":"Let me see."},
      {"type":"tool_use","id":"t1","name":"f","input":{"a":1}},{"type":"tool_use","id":"t2","name":"g","input":{}}]},
    {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"one"},
      {"type":"tool_result","tool_use_id":"t2","content":"two","is_error":true},{"type":"text","text":"and?"}]}])"));
}

TEST(AnthropicMessages, ResultsStandFirst) {
  const Message mixed{Role::user, {Text{"by the way"}, ToolResult{"t1", "f", "one", false}}, ""};
  const json content = body_of({hi, Message{Role::assistant, {ToolCall{"t1", "f", "{}"}}, ""}, mixed})["messages"][2]["content"];
  EXPECT_EQ(content[0]["type"], "tool_result");
  EXPECT_EQ(content[1]["type"], "text");
}

TEST(AnthropicMessages, ArgumentsThatAreNoObjectAreShownToTheModel) {
  const json messages = body_of({hi, Message{Role::assistant, {ToolCall{"t", "f", "{\"a\":"}, ToolCall{"u", "f", "[1]"}}, ""},
                                 Message::tool_result({"t", "f", ""}, "bad")})["messages"];
  EXPECT_EQ(messages[1]["content"][0]["input"], json({{"INVALID_JSON", "{\"a\":"}}));
  EXPECT_EQ(messages[1]["content"][1]["input"], json({{"INVALID_JSON", "[1]"}}));
}

TEST(AnthropicMessages, ImagesAndFiles) {
  const json content = body_of({Message::user(std::vector<Part>{
      Image{"https://x/c.png", "", "", "low"}, Image{"", "PNG", "image/png", ""}, File{"a.pdf", "", "%PDF-1", ""},
      File{"", "", "plain", "text/markdown"}, File{"", "file_1", "", ""}})})["messages"][0]["content"];
  EXPECT_EQ(content, json::parse(R"([
    {"type":"image","source":{"type":"url","url":"https://x/c.png"}},
    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"UE5H"}},
    {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0x"},"title":"a.pdf"},
    {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}},
    {"type":"document","source":{"type":"file","file_id":"file_1"}}])"));
  EXPECT_EQ(code_of({Message::user(std::vector<Part>{File{"a.zip", "", "PK", "application/zip"}})}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Message::user(std::vector<Part>{File{}})}), ErrorCode::invalid_argument);
}

TEST(AnthropicMessages, ThinkingGoesBackInItsPlaceAndOnlyHome) {
  const std::string thinking = R"({"signature":"c2ln","thinking":"hm","type":"thinking"})";
  const std::string redacted = R"({"data":"ZW5j","type":"redacted_thinking"})";
  const Message answer{Role::assistant,
                       {Reasoning{"hm", "anthropic", thinking}, Reasoning{"", "anthropic", redacted}, Text{"a"},
                        Reasoning{"", "anthropic", R"({"type":"server_tool_use","id":"s","name":"web_search","input":{}})"}, Text{"b"},
                        Reasoning{"x", "openai", R"({"type":"thinking"})"}, Reasoning{"only text", "anthropic", ""}},
                       ""};
  const json content = body_of({hi, answer, hi})["messages"][1]["content"];
  ASSERT_EQ(content.size(), 5U);
  EXPECT_EQ(content[0], json::parse(thinking));
  EXPECT_EQ(content[1], json::parse(redacted));
  EXPECT_EQ(content[2]["text"], "a");
  EXPECT_EQ(content[3]["type"], "server_tool_use");
  EXPECT_EQ(content[4]["text"], "b");
}

TEST(AnthropicMessages, CacheMarks) {
  Message system = Message::system("long");
  system.cache = CacheMark::hour;
  Message user = hi;
  user.cache = CacheMark::minutes;
  Message answer{Role::assistant, {Text{"a"}, Reasoning{"", "anthropic", R"({"type":"thinking","thinking":"","signature":"s"})"}}, ""};
  answer.cache = CacheMark::minutes;
  const json body = body_of({system, user, answer, hi});
  EXPECT_EQ(body["system"], json::parse(R"([{"type":"text","text":"long","cache_control":{"type":"ephemeral","ttl":"1h"}}])"));
  EXPECT_EQ(body["messages"][0]["content"], json::parse(R"([{"type":"text","text":"Hi","cache_control":{"type":"ephemeral"}}])"));
  EXPECT_TRUE(body["messages"][1]["content"][0].contains("cache_control"));
  EXPECT_FALSE(body["messages"][1]["content"][1].contains("cache_control"));
}

TEST(AnthropicMessages, EmptyTextIsNotSent) {
  EXPECT_EQ(body_of({hi, Message::assistant(""), Message::user("there")})["messages"],
            json::parse(R"([{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"there"}]}])"));
  EXPECT_EQ(code_of({Message::user("")}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({Message::system("alone")}), ErrorCode::invalid_argument);
}

TEST(AnthropicMessages, PartsInTheWrongPlace) {
  const Image image{"https://x", "", "", ""};
  EXPECT_EQ(code_of({hi, Message{Role::assistant, {image}, ""}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Message{Role::system, {image}, ""}, hi}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Message{Role::user, {ToolCall{"a", "b", ""}}, ""}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({hi, Message{Role::assistant, {ToolResult{"a", "b", "c", false}}, ""}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({hi, Message{Role::tool, {Text{"x"}}, ""}}), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
