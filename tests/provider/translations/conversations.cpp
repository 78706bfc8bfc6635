#include "provider/translations/conversations.hpp"

#include <utility>

namespace baton::test {
namespace {

std::vector<Message> one_question() { return {Message::system("Be brief."), Message::user("How is the weather?")}; }

Conversation asking(std::string name, ChatOptions options) {
  return {.name = std::move(name), .request = {.messages = one_question(), .options = std::move(options)}};
}

Conversation showing(std::string name, Part part) {
  std::vector<Part> parts = {Text{"What is this?"}, std::move(part)};
  return {.name = std::move(name), .request = {.messages = {Message::user(std::move(parts))}}};
}

std::vector<ToolSpec> weather_and_time() {
  const Json schema = Json::parse(
      R"({"type":"object","properties":{"city":{"type":"string","minLength":1}},"required":["city"],"additionalProperties":false})");
  return {{"get_weather", "Tells the weather.", schema, false}, {"get_time", "Tells the time.", schema, false}};
}

Conversation choosing(std::string name, ToolChoice choice) {
  ChatRequest request{.messages = one_question(), .tools = weather_and_time()};
  request.options.tool_choice = std::move(choice);
  return {.name = std::move(name), .request = std::move(request)};
}

Conversation several_turns() {
  std::vector<Message> talk = one_question();
  talk.push_back(Message::assistant("Sunny."));
  talk.push_back(Message::user("And tomorrow?"));
  return {.name = "SeveralTurns", .request = {.messages = std::move(talk)}};
}

Conversation parallel_calls() {
  const ToolCall weather{"call_a", "get_weather", R"({"city":"Paris"})"};
  const ToolCall time{"call_b", "get_time", R"({"city":"Rome"})"};
  std::vector<Message> talk = one_question();
  talk.push_back(Message{Role::assistant, {Text{"Let me see."}, weather, time}, ""});
  talk.push_back(Message::tool_result(weather, "fine"));
  talk.push_back(Message::tool_result(time, "noon"));
  talk.push_back(Message::user("And?"));
  return {.name = "ParallelCalls", .request = {.messages = std::move(talk), .tools = weather_and_time()}};
}

Conversation one_call_at_a_time() {
  Conversation talk = choosing("OneCallAtATime", {});
  talk.request.options.parallel_tool_calls = false;
  return talk;
}

Conversation strict_tool() {
  Conversation talk = choosing("StrictTool", {});
  talk.request.tools.pop_back();
  talk.request.tools[0].strict = true;
  return talk;
}

Conversation tool_without_schema() {
  Conversation talk = choosing("ToolWithoutSchema", {});
  talk.request.tools = {{.name = "ring_bell"}};
  return talk;
}

ResponseFormat weather_schema() {
  return {.kind = ResponseFormat::Kind::schema,
          .name = "weather",
          .schema = Json::parse(
              R"({"type":"object","properties":{"sky":{"type":"string","enum":["clear","grey"]},"degrees":{"type":"number","minimum":-90}},"required":["sky","degrees"],"additionalProperties":false})")};
}

Conversation streamed() {
  Conversation talk{.name = "Streamed", .request = {.messages = one_question()}};
  talk.stream = true;
  return talk;
}

}  // namespace

std::vector<Conversation> translated_conversations() {
  using Mode = ToolChoice::Mode;
  return {
      {.name = "SystemAndUser", .request = {.messages = one_question()}},
      several_turns(),
      showing("ImageByBytes", Image{"", "PNG", "image/png", ""}),
      showing("ImageByUrl", Image{"https://example.com/cat.png", "", "", ""}),
      showing("FileByBytes", File{"a.pdf", "", "%PDF-1", "application/pdf"}),
      parallel_calls(),
      one_call_at_a_time(),
      strict_tool(),
      tool_without_schema(),
      choosing("ToolsAsTheModelLikes", {}),
      choosing("NoTool", {Mode::none, ""}),
      choosing("SomeTool", {Mode::required, ""}),
      choosing("NamedTool", {Mode::named, "get_time"}),
      asking("OutputBySchema", {.format = weather_schema()}),
      asking("OutputAsJson", {.format = {.kind = ResponseFormat::Kind::json}}),
      asking("Sampling", {.temperature = 0.5, .top_p = 0.25, .max_tokens = 100, .stop = {"END", "STOP"}}),
      asking("Seed", {.seed = 7}),
      asking("Effort", {.reasoning_effort = "low"}),
      streamed(),
  };
}

}  // namespace baton::test
