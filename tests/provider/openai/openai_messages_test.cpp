#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/openai/openai_request.hpp"

#include "provider/json_body.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json wire_of(const Message& message, OpenAiOptions options = {}) {
  nlohmann::ordered_json wire = nlohmann::ordered_json::array();
  detail::append_openai_messages(wire, options, message);
  return json::parse(detail::to_text(wire));
}

ErrorCode code_of(const Message& message) {
  try {
    (void)wire_of(message);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(OpenAiMessages, TextIsAString) {
  EXPECT_EQ(wire_of(Message::system("Be brief.")),
            json::parse(R"([{"role":"system","content":"Be brief."}])"));
  Message named = Message::user("Hi");
  named.name = "Ada";
  EXPECT_EQ(wire_of(named), json::parse(R"([{"role":"user","content":"Hi","name":"Ada"}])"));
}

TEST(OpenAiMessages, ImagesAndFiles) {
  const Message message = Message::user(std::vector<Part>{
      Text{"Look:"}, Image{"https://x/c.png", "", "", "high"}, Image{"", "PNG", "image/png", ""},
      File{"", "file-1", "", ""}, File{"a.pdf", "", "%PDF", "application/pdf"}});
  EXPECT_EQ(wire_of(message), json::parse(R"([{"role":"user","content":[
      {"type":"text","text":"Look:"},
      {"type":"image_url","image_url":{"url":"https://x/c.png","detail":"high"}},
      {"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H"}},
      {"type":"file","file":{"file_id":"file-1"}},
      {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}]}])"));
}

TEST(OpenAiMessages, CallsAndTheirResults) {
  Message asks{Role::assistant, {ToolCall{"c1", "add", "{\"a\":1}"}, ToolCall{"c2", "now", "{}"}}, {}};
  EXPECT_EQ(wire_of(asks), json::parse(R"([{"role":"assistant","content":null,"tool_calls":[
      {"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}},
      {"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]}])"));
  Message answers{Role::tool, {ToolResult{"c1", "add", "2", false}, ToolResult{"c2", "now", "noon", false}}, {}};
  EXPECT_EQ(wire_of(answers), json::parse(R"([{"role":"tool","tool_call_id":"c1","content":"2"},
      {"role":"tool","tool_call_id":"c2","content":"noon"}])"));
}

TEST(OpenAiMessages, ReasoningGoesBackToItsOwnerOnly) {
  const Reasoning own{"hm", "openrouter", R"([{"type":"reasoning.text","text":"hm"}])"};
  Message message{Role::assistant, {own, Text{"Yes"}}, {}};
  OpenAiOptions options;
  options.vendor = "openrouter";
  EXPECT_EQ(wire_of(message, options), json::parse(R"([{"role":"assistant","content":"Yes",
      "reasoning_details":[{"type":"reasoning.text","text":"hm"}]}])"));
  EXPECT_EQ(wire_of(message), json::parse(R"([{"role":"assistant","content":"Yes"}])"));
}

TEST(OpenAiMessages, DeepSeekWantsReasoningWithItsCalls) {
  OpenAiOptions options;
  options.vendor = "deepseek";
  options.dialect.return_reasoning = true;
  Message message{Role::assistant, {Reasoning{"hm", "deepseek", ""}, ToolCall{"c", "f", "{}"}}, {}};
  EXPECT_EQ(wire_of(message, options)[0]["reasoning_content"], "hm");
  message.parts.pop_back();
  EXPECT_FALSE(wire_of(message, options)[0].contains("reasoning_content"));
}

TEST(OpenAiMessages, RefusesWhatTheProtocolCannotCarry) {
  EXPECT_EQ(code_of({Role::assistant, {Image{"https://x", "", "", ""}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::assistant, {ToolResult{"c", "f", "x", false}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::user, {Text{"a"}, ToolCall{"c", "f", "{}"}}, {}}), ErrorCode::unsupported);
  EXPECT_EQ(code_of({Role::tool, {Text{"x"}}, {}}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(Message::user(std::vector<Part>{Image{}})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(Message::user(std::vector<Part>{Image{"", "PNG", "", ""}})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(Message::user(std::vector<Part>{File{}})), ErrorCode::invalid_argument);
}

TEST(OpenAiMessages, InvalidUtf8IsReplaced) {
  EXPECT_EQ(wire_of(Message::user("a\xFFz"))[0]["content"], "a\xEF\xBF\xBDz");
}

}  // namespace
}  // namespace baton::test
