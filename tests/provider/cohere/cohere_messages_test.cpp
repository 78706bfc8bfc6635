#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/cohere/cohere_request.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json wire_of(const std::vector<Message>& messages) {
  return json::parse(detail::cohere_messages({.model = "m"}, messages).dump());
}

ErrorCode refusal_of(Message message) {
  try {
    (void)wire_of({std::move(message)});
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(CohereMessages, TextIsAString) {
  EXPECT_EQ(wire_of({Message::system("Be brief."), Message::user("Hi"), Message::assistant("Hello"), Message::user("")}),
            json::parse(R"([{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
                            {"role":"assistant","content":"Hello"},{"role":"user","content":""}])"));
}

TEST(CohereMessages, AllSystemMessagesAreTheFirst) {
  EXPECT_EQ(wire_of({Message::system("a"), Message::user("Hi"), Message::system("b")}),
            json::parse(R"([{"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"user","content":"Hi"}])"));
}

TEST(CohereMessages, Images) {
  const Message message = Message::user(std::vector<Part>{Text{"Look"}, Image{"", "PNG", "image/png", "low"}, Image{"https://x/c.png", "", "", ""}});
  EXPECT_EQ(wire_of({message})[0]["content"],
            json::parse(R"([{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H","detail":"low"}},
                            {"type":"image_url","image_url":{"url":"https://x/c.png"}}])"));
}

TEST(CohereMessages, ToolCallsAndResults) {
  const Message calls{Role::assistant, {ToolCall{"a", "f", R"({"x":1})"}, ToolCall{"b", "g", ""}}, ""};
  Message results{Role::tool, {ToolResult{"a", "f", R"({"t":20})", false}, ToolResult{"b", "g", "noon", false}}, ""};
  EXPECT_EQ(wire_of({Message::user("?"), calls, results, Message::user("And?")}),
            json::parse(R"([{"role":"user","content":"?"},
              {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                                                {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"a","content":[{"type":"document","document":{"data":{"t":20}}}]},
              {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"noon"}]},
              {"role":"user","content":"And?"}])"));
}

TEST(CohereMessages, AListOfObjectsIsManyDocuments) {
  const auto content = [](const std::string& text) {
    return wire_of({Message::tool_result({"a", "f", ""}, text)})[0]["content"];
  };
  EXPECT_EQ(content(R"([{"n":1},{"n":2}])"),
            json::parse(R"([{"type":"document","document":{"data":{"n":1}}},{"type":"document","document":{"data":{"n":2}}}])"));
  for (const char* text : {"[]", "[1]", R"([{"n":1},2])", "7", "{half", ""}) {
    EXPECT_EQ(content(text), json::array({{{"type", "text"}, {"text", text}}})) << text;
  }
}

TEST(CohereMessages, PlanAndThinkingGoBackWhereTheyWere) {
  const Message message{Role::assistant,
                        {Reasoning{"Hm", "cohere", R"({"type":"thinking","thinking":"Hm"})"}, Text{"So"},
                         Reasoning{"I will look", "cohere", R"({"tool_plan":"I will look"})"}, ToolCall{"a", "f", "{}"}},
                        ""};
  EXPECT_EQ(wire_of({message})[0],
            json::parse(R"({"role":"assistant","content":[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"So"}],
              "tool_plan":"I will look","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]})"));
  Message foreign = message;
  for (auto& part : foreign.parts) {
    if (auto* thought = std::get_if<Reasoning>(&part)) thought->provider = "anthropic";
  }
  EXPECT_EQ(wire_of({foreign})[0]["content"], "So");
  EXPECT_FALSE(wire_of({foreign})[0].contains("tool_plan"));
}

TEST(CohereMessages, WhatTheProtocolCannotCarry) {
  const File file{"a.pdf", "", "%PDF", "application/pdf"};
  EXPECT_EQ(refusal_of(Message::user(std::vector<Part>{file})), ErrorCode::unsupported);
  EXPECT_EQ(refusal_of({Role::assistant, {Image{"https://x", "", "", ""}}, ""}), ErrorCode::unsupported);
  EXPECT_EQ(refusal_of({Role::user, {ToolCall{"a", "f", "{}"}}, ""}), ErrorCode::unsupported);
  EXPECT_EQ(refusal_of({Role::assistant, {ToolResult{"a", "f", "x", false}}, ""}), ErrorCode::unsupported);
  EXPECT_EQ(refusal_of({Role::tool, {Text{"x"}}, ""}), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
