#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

namespace {

using namespace baton;
using nlohmann::json;

ChatRequest asking() {
  ChatRequest request;
  request.messages = {Message::user("Go.")};
  return request;
}
ChatResponse ask(const ChatRequest& request, SchemaOptions options = {}) {
  return sync_wait(SchemaModel(options).complete(request, {}));
}
ToolSpec tool(std::string name) {
  ToolSpec spec;
  spec.name = std::move(name);
  spec.parameters = Json::parse(R"({"type":"object","properties":{"city":{"type":"string"}},"required":["city"]})");
  return spec;
}

TEST(SchemaModel, AnswersInTheSchema) {
  auto request = asking();
  request.options.format.kind = ResponseFormat::Kind::schema;
  request.options.format.schema = Json::parse(R"({"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]})");
  const auto response = ask(request);
  EXPECT_TRUE(json::parse(response.text())["n"].is_number_integer());
  EXPECT_EQ(response.text(), ask(request).text());
  EXPECT_TRUE(response.usage.estimated);
}

TEST(SchemaModel, CallsTheFirstToolAndThenAnswers) {
  auto request = asking();
  request.tools = {tool("weather"), tool("time")};
  const auto response = ask(request);
  EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
  const auto calls = response.message.tool_calls();
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].name, "weather");
  EXPECT_TRUE(json::parse(calls[0].arguments)["city"].is_string());
  request.messages.push_back(response.message);
  request.messages.push_back(Message::tool_result(calls[0], "sunny"));
  EXPECT_TRUE(ask(request).message.tool_calls().empty());
}

TEST(SchemaModel, KeepsToTheToolChoice) {
  auto request = asking();
  request.tools = {tool("weather"), tool("time")};
  request.options.tool_choice = {ToolChoice::Mode::named, "time"};
  EXPECT_EQ(ask(request).message.tool_calls().at(0).name, "time");
  request.options.tool_choice = {ToolChoice::Mode::none, ""};
  EXPECT_TRUE(ask(request).message.tool_calls().empty());
  request.options.tool_choice = {ToolChoice::Mode::named, "nothing"};
  EXPECT_THROW((void)ask(request), Error);
}

TEST(SchemaModel, JsonModeGivesAnObject) {
  auto request = asking();
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_TRUE(json::parse(ask(request).text()).is_object());
}

TEST(SchemaModel, StreamsInPieces) {
  auto request = asking();
  request.tools = {tool("weather")};
  for (const std::size_t bytes : {1U, 3U, 100U}) {
    const SchemaModel model({.piece_bytes = bytes});
    std::string arguments;
    std::string whole;
    for (const auto& event : BlockingStream(model.stream(request, {}))) {
      if (const auto* delta = std::get_if<ToolCallDelta>(&event)) arguments += delta->arguments;
      if (const auto* end = std::get_if<ChatEnd>(&event)) whole = end->response->message.tool_calls().at(0).arguments;
    }
    EXPECT_EQ(arguments, whole);
  }
}

}  // namespace
