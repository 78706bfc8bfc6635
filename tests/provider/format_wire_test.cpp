#include "provider/format_wire.hpp"

#include <gtest/gtest.h>

namespace baton::test {
namespace {

using Output = Capabilities::Output;
using Kind = ResponseFormat::Kind;
using Mode = ToolChoice::Mode;

ChatRequest wanting(Kind kind, std::vector<ToolSpec> tools = {}) {
  ChatRequest request{.messages = {Message::system("s"), Message::user("u")}, .tools = std::move(tools)};
  request.options.format = {kind, "answer", Json::parse(R"({"type":"object"})"), true};
  return request;
}

TEST(FormatWire, NativeStaysAsItIs) {
  const ChatRequest request = wanting(Kind::schema);
  const ChatRequest same = detail::without_format({}, request);
  EXPECT_EQ(same.options.format.kind, Kind::schema);
  EXPECT_EQ(same.messages, request.messages);
  EXPECT_TRUE(same.tools.empty());
}

TEST(FormatWire, ByToolDemandsTheTool) {
  const ChatRequest changed = detail::without_format({.schema = Output::by_tool}, wanting(Kind::schema));
  EXPECT_EQ(changed.options.format.kind, Kind::text);
  ASSERT_EQ(changed.tools.size(), 1U);
  EXPECT_EQ(changed.tools[0].name, "answer");
  EXPECT_EQ(changed.tools[0].parameters, Json::parse(R"({"type":"object"})"));
  EXPECT_EQ(changed.options.tool_choice.mode, Mode::named);
  EXPECT_EQ(changed.options.tool_choice.name, "answer");
}

TEST(FormatWire, ByToolLeavesTheOtherToolsCallable) {
  ChatRequest request = wanting(Kind::schema, {{.name = "t"}});
  const ChatRequest both = detail::without_format({.schema = Output::by_tool}, request);
  EXPECT_EQ(both.tools.size(), 2U);
  EXPECT_EQ(both.options.tool_choice.mode, Mode::required);
  request.options.tool_choice.mode = Mode::none;
  const ChatRequest alone = detail::without_format({.schema = Output::by_tool}, request);
  EXPECT_EQ(alone.tools.size(), 1U);
  request.options.tool_choice = {Mode::named, "t"};
  const ChatRequest other = detail::without_format({.schema = Output::by_tool}, request);
  EXPECT_EQ(other.tools.size(), 1U);
  EXPECT_EQ(other.options.tool_choice.name, "t");
  EXPECT_EQ(other.options.format.kind, Kind::text);
}

TEST(FormatWire, ByPromptAsksAfterTheSystemPrompt) {
  const ChatRequest schema = detail::without_format({.schema = Output::by_prompt}, wanting(Kind::schema));
  ASSERT_EQ(schema.messages.size(), 3U);
  EXPECT_EQ(schema.messages[1].role, Role::system);
  EXPECT_NE(schema.messages[1].text().find(R"({"type":"object"})"), std::string::npos);
  const ChatRequest json = detail::without_format({.json = Output::by_prompt}, wanting(Kind::json));
  ASSERT_EQ(json.messages.size(), 3U);
  EXPECT_NE(json.messages[1].text().find("JSON"), std::string::npos);
  EXPECT_EQ(json.messages[1].text().find("Schema"), std::string::npos);
  EXPECT_EQ(json.options.format.kind, Kind::text);
}

}  // namespace
}  // namespace baton::test
