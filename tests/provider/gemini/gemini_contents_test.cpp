#include <gtest/gtest.h>

#include "provider/gemini/gemini_fixture.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json contents(std::vector<Message> messages, std::string model = "gemini-3-flash") {
  return gemini_body({.messages = std::move(messages)}, std::move(model))["contents"];
}

Message user(std::vector<Part> parts) { return Message::user(std::move(parts)); }
Message assistant(std::vector<Part> parts) { return {Role::assistant, std::move(parts), ""}; }

TEST(GeminiContents, Turns) {
  const json body = gemini_body({.messages = {Message::system("Be brief."), Message::user("A"), Message::user("B"), Message::assistant("C"),
                                              Message::system("In verse."), Message::user("D")}});
  EXPECT_EQ(body["systemInstruction"], json::parse(R"({"parts":[{"text":"Be brief."},{"text":"In verse."}]})"));
  EXPECT_EQ(body["contents"], json::parse(R"([{"role":"user","parts":[{"text":"A"},{"text":"B"}]},
    {"role":"model","parts":[{"text":"C"}]},{"role":"user","parts":[{"text":"D"}]}])"));
}

TEST(GeminiContents, ImagesAndFiles) {
  EXPECT_EQ(contents({user({Image{"", "PNG", "image/png", ""}, Image{"https://x/a.jpeg?b=c", "", "", ""}, Image{"https://x/y", "", "", ""},
                            Image{"gs://x/y", "", "image/webp", ""}})})[0]["parts"],
            json::parse(R"([{"inlineData":{"mimeType":"image/png","data":"UE5H"}},
              {"fileData":{"mimeType":"image/jpeg","fileUri":"https://x/a.jpeg?b=c"}},{"fileData":{"fileUri":"https://x/y"}},
              {"fileData":{"mimeType":"image/webp","fileUri":"gs://x/y"}}])"));
  EXPECT_EQ(contents({user({File{"a.pdf", "", "%PDF-1", ""}, File{"", "https://g/v1beta/files/1", "", "text/csv"},
                            File{"", "", "a,b", "text/csv"}})})[0]["parts"],
            json::parse(R"([{"text":"a.pdf"},{"inlineData":{"mimeType":"application/pdf","data":"JVBERi0x"}},
              {"fileData":{"mimeType":"text/csv","fileUri":"https://g/v1beta/files/1"}},{"inlineData":{"mimeType":"text/csv","data":"YSxi"}}])"));
}

TEST(GeminiContents, ResultsOfParallelCallsStandTogetherAndAlone) {
  const std::vector<Message> talk = {
      Message::user("?"),
      assistant({Text{"Let me see."}, ToolCall{"a", "f", R"({"x":1})"}, ToolCall{"b", "g", ""}}),
      Message::tool_result({"a", "f", ""}, "fine"), Message::tool_result({"b", "g", ""}, "broken", true), Message::user("And?")};
  EXPECT_EQ(contents(talk, "gemini-2.5-flash"), json::parse(R"([{"role":"user","parts":[{"text":"?"}]},
    {"role":"model","parts":[{"text":"Let me see."},{"functionCall":{"id":"a","name":"f","args":{"x":1}}},{"functionCall":{"id":"b","name":"g","args":{}}}]},
    {"role":"user","parts":[{"functionResponse":{"id":"a","name":"f","response":{"output":"fine"}}},
                            {"functionResponse":{"id":"b","name":"g","response":{"error":"broken"}}}]},
    {"role":"user","parts":[{"text":"And?"}]}])"));
}

TEST(GeminiContents, WithoutIdsResultsAreInTheOrderOfTheCalls) {
  const auto server = detail::gemini_server(VertexOptions{.model = "gemini-2.5-flash", .project = "p"});
  const ChatRequest request{.messages = {
      Message::user("?"), assistant({ToolCall{"a", "f", "{}"}, ToolCall{"b", "f", "{}"}}),
      Message::tool_result({"x", "g", ""}, "stray"), Message::tool_result({"b", "f", ""}, "second"), Message::tool_result({"a", "f", ""}, "first")}};
  const json body = json::parse(detail::to_text(detail::gemini_request_body(server, request)));
  EXPECT_EQ(body["contents"][1]["parts"], json::parse(R"([{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"f","args":{}}}])"));
  EXPECT_EQ(body["contents"][2]["parts"], json::parse(R"([{"functionResponse":{"name":"f","response":{"output":"first"}}},
    {"functionResponse":{"name":"f","response":{"output":"second"}}},{"functionResponse":{"name":"g","response":{"output":"stray"}}}])"));
}

TEST(GeminiContents, AResultFindsTheNameOfItsCall) {
  const Message call = assistant({ToolCall{"a", "f", "{}"}});
  const Message result{Role::tool, {ToolResult{"a", "", "fine", false}}, ""};
  EXPECT_EQ(contents({Message::user("?"), call, result})[2]["parts"][0]["functionResponse"]["name"], "f");
  EXPECT_EQ(gemini_refusal({.messages = {Message::user("?"), result}}), ErrorCode::invalid_argument);
}

TEST(GeminiContents, BadArgumentsGoBackToBeShown) {
  const json turn = contents({Message::user("?"), assistant({ToolCall{"a", "f", "{\"x\":"}})})[1];
  EXPECT_EQ(turn["parts"][0]["functionCall"]["args"], json::parse(R"({"INVALID_JSON":"{\"x\":"})"));
}

TEST(GeminiContents, ASignatureGoesBackOnThePartThatItCameWith) {
  const Reasoning signature{"", "gemini", R"({"thoughtSignature":"c2ln"})"};
  const Reasoning thought{"Hm", "gemini", R"({"text":"Hm","thought":true})"};
  const Reasoning alone{"", "gemini", R"({"text":"","thoughtSignature":"ZW5k"})"};
  const Reasoning code{"", "gemini", R"({"executableCode":{"language":"PYTHON","code":"1"}})"};
  EXPECT_EQ(contents({Message::user("?"), assistant({thought, Text{"A"}, signature, ToolCall{"a", "f", "{}"}, code, Text{"B"}, alone})})[1]["parts"],
            json::parse(R"([{"text":"Hm","thought":true},{"text":"A"},{"functionCall":{"id":"a","name":"f","args":{}},"thoughtSignature":"c2ln"},
              {"executableCode":{"language":"PYTHON","code":"1"}},{"text":"B"},{"text":"","thoughtSignature":"ZW5k"}])"));
}

TEST(GeminiContents, CallsOfOthersGetThePlaceholder) {
  const Message foreign = assistant({Reasoning{"", "anthropic", R"({"thoughtSignature":"eA=="})"}, ToolCall{"a", "f", "{}"}, ToolCall{"b", "g", "{}"}});
  const json parts = contents({Message::user("?"), foreign})[1]["parts"];
  EXPECT_EQ(parts[0]["thoughtSignature"], "skip_thought_signature_validator");
  EXPECT_FALSE(parts[1].contains("thoughtSignature"));
  EXPECT_FALSE(contents({Message::user("?"), foreign}, "gemini-2.5-pro")[1]["parts"][0].contains("thoughtSignature"));
}

TEST(GeminiContents, WhatTheProtocolCannotCarry) {
  const auto refused = [](Role role, Part part) {
    return gemini_refusal({.messages = {Message::user("?"), Message{role, {std::move(part)}, ""}}});
  };
  EXPECT_EQ(refused(Role::system, Image{"", "PNG", "image/png", ""}), ErrorCode::unsupported);
  EXPECT_EQ(refused(Role::assistant, File{"", "id", "", ""}), ErrorCode::unsupported);
  EXPECT_EQ(refused(Role::user, ToolCall{"a", "f", "{}"}), ErrorCode::unsupported);
  EXPECT_EQ(refused(Role::assistant, ToolResult{"a", "f", "", false}), ErrorCode::unsupported);
  EXPECT_EQ(refused(Role::user, Image{}), ErrorCode::invalid_argument);
  EXPECT_EQ(refused(Role::user, File{}), ErrorCode::invalid_argument);
  EXPECT_EQ(refused(Role::user, File{"", "", "bytes", ""}), ErrorCode::invalid_argument);
  EXPECT_EQ(refused(Role::tool, Text{"fine"}), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
