#include <algorithm>
#include <cctype>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/provider/model.hpp>

#include "provider/mistral/mistral_request.hpp"
#include "provider/mistral/mistral_wire.hpp"
#include "provider/vendors.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json body_of(const ChatRequest& request, bool stream = false) {
  return json::parse(detail::MistralWire({.model = "m"}).request(request, stream).body);
}

TEST(MistralRequest, StreamsWithoutOptionsOfTheStream) {
  ChatRequest request{.messages = {Message::user("Hi")}};
  request.options.extra = Json::parse(R"({"stream":false,"prompt_mode":"reasoning"})");
  EXPECT_EQ(body_of(request, true),
            json::parse(R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"prompt_mode":"reasoning","stream":true})"));
  EXPECT_FALSE(body_of(request).contains("stream"));
}

TEST(MistralRequest, Options) {
  ChatRequest request{.messages = {Message::user("Hi")}, .tools = {{.name = "sum", .strict = true}}};
  request.options = {.temperature = 0.5, .max_tokens = 7, .stop = {"END"}, .seed = 3, .parallel_tool_calls = false,
                     .reasoning_effort = "high", .tool_choice = {ToolChoice::Mode::required},
                     .format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object"})"), true}};
  json body = body_of(request);
  for (const char* known : {"model", "messages", "tools"}) body.erase(known);
  EXPECT_EQ(body, json::parse(R"({"temperature":0.5,"max_tokens":7,"stop":["END"],"random_seed":3,"parallel_tool_calls":false,
    "reasoning_effort":"high","tool_choice":"required",
    "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}}})")) << body;
}

TEST(MistralRequest, PicturesAndFiles) {
  const ChatRequest request{.messages = {Message::user(std::vector<Part>{
                                Text{"Look"}, Image{"https://x/a.png", "", "", ""}, File{"a.pdf", "", "%PDF", "application/pdf"},
                                File{"", "file-1", "", ""}})}};
  EXPECT_EQ(body_of(request)["messages"][0]["content"], json::parse(R"([{"type":"text","text":"Look"},
    {"type":"image_url","image_url":{"url":"https://x/a.png"}},
    {"type":"document_url","document_url":"data:application/pdf;base64,JVBERg==","document_name":"a.pdf"},
    {"type":"file","file_id":"file-1"}])"));
}

TEST(MistralRequest, ForeignCallIdsBecomeNineLettersAlwaysTheSame) {
  EXPECT_EQ(detail::mistral_call_id("D681PevKs"), "D681PevKs");
  for (const char* foreign : {"", "call_PTLP8xhu3uwZk4l3nlnrrJha", "turn1_0", "D681PevK_", "D681PevKsx", "ünïcödé"}) {
    const std::string made = detail::mistral_call_id(foreign);
    EXPECT_EQ(made.size(), 9U) << foreign;
    EXPECT_TRUE(std::all_of(made.begin(), made.end(), [](unsigned char c) { return std::isalnum(c) != 0; })) << made;
    EXPECT_EQ(made, detail::mistral_call_id(foreign));
  }
  EXPECT_NE(detail::mistral_call_id("call_1"), detail::mistral_call_id("call_2"));
  const ToolCall call{"call_1", "sum", "{}"};
  const json messages = body_of({.messages = {Message::user("?"), Message{Role::assistant, {call}, ""}, Message::tool_result(call, "2")}})["messages"];
  EXPECT_EQ(messages[1]["tool_calls"][0]["id"], detail::mistral_call_id("call_1"));
  EXPECT_EQ(messages[2]["tool_call_id"], detail::mistral_call_id("call_1"));
  EXPECT_FALSE(messages[1].contains("prefix"));
}

TEST(MistralRequest, ALastAssistantMessageIsAPrefix) {
  Message named = Message::user("Write");
  named.name = "ada";
  const json messages = body_of({.messages = {named, Message::assistant("Sure"), named, Message::assistant("Once")}})["messages"];
  EXPECT_EQ(messages[3], json::parse(R"({"role":"assistant","content":"Once","prefix":true})"));
  EXPECT_FALSE(messages[1].contains("prefix"));
  EXPECT_EQ(messages[0], json::parse(R"({"role":"user","content":"Write"})"));
}

TEST(MistralRequest, ThinkingGoesBackInItsPlaceAndOnlyToMistral) {
  const std::string first = R"({"type":"thinking","thinking":[{"type":"text","text":"Hm."}],"signature":"s"})";
  const std::string reference = R"({"type":"reference","reference_ids":[1]})";
  Message message{Role::assistant, {Reasoning{"Hm.", "mistral", first}, Text{"A"}, Reasoning{"", "mistral", reference},
                                    Reasoning{"", "anthropic", R"({"type":"redacted_thinking"})"}, Text{"B"}}, ""};
  const json content = body_of({.messages = {Message::user("?"), message, Message::user("Sure?")}})["messages"][1]["content"];
  EXPECT_EQ(content, json::array({json::parse(first), {{"type", "text"}, {"text", "A"}}, json::parse(reference), {{"type", "text"}, {"text", "B"}}}));
  for (const char* damaged : {"", "{", "[]", "7"}) {
    message.parts = {Reasoning{"Hm.", "mistral", damaged}, Text{"A"}};
    EXPECT_EQ(body_of({.messages = {Message::user("?"), message, Message::user("Sure?")}})["messages"][1]["content"], "A");
  }
}

TEST(MistralRequest, TheRegistryFindsModelsAndEmbedders) {
  const ModelSettings settings{.api_key = Secret("k")};
  EXPECT_EQ(model("mistral/m", settings).name(), "mistral/m");
  EXPECT_EQ(embedder("mistral/mistral-embed", settings)->name(), "mistral/mistral-embed");
  EXPECT_EQ(detail::mistral_embedder_options("e", settings).server.dialect.dimensions_field, "output_dimension");
}

TEST(MistralRequest, WhatTheProtocolLacksIsRefused) {
  const Model model(mistral_model({.model = "m"}));
  EXPECT_THROW((void)model.explain({.messages = {Message::user("Hi")}, .options = {.logprobs = 2}}), Error);
  EXPECT_THROW((void)model.explain({.messages = {Message::user("Hi")}, .options = {.reasoning_effort = "huge"}}), Error);
  EXPECT_NO_THROW((void)model.explain({.messages = {Message::user("Hi")}, .options = {.reasoning_effort = "none"}}));
}

}  // namespace
}  // namespace baton::test
