#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "provider/mistral/mistral_wire.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

std::string piece(const std::string& delta, const std::string& reason = "null") {
  return R"(data: {"id":"i","model":"m","choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)" + reason + "}]}\n\n";
}
const std::string end = piece(R"({"content":""})", "\"stop\"") + "data: [DONE]\n\n";

Played played(const std::string& bytes) {
  HttpHead head;
  head.status = 200;
  return play(detail::MistralWire({.model = "m"}), {}, head, bytes, 0);
}

std::vector<std::string> kinds(const Message& message) {
  std::vector<std::string> shown;
  for (const auto& part : message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) shown.push_back("text " + text->text);
    if (const auto* thought = std::get_if<Reasoning>(&part)) shown.push_back("reasoning " + thought->text);
    if (const auto* call = std::get_if<ToolCall>(&part)) shown.push_back("call " + call->name);
  }
  return shown;
}

TEST(MistralStream, ThinkingAndTextKeepTheirOrder) {
  const Played said = played(
      piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}]}]})") +
      piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"b"},{"type":"tool_reference","tool":"t","title":"T"}]}]})") +
      piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"c"}],"signature":"s","closed":true}]})") +
      piece(R"({"content":"One"})") + piece(R"({"content":[{"type":"text","text":" two"}]})") +
      piece(R"({"content":[{"type":"reference","reference_ids":[3]}]})") +
      piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"d"}]}]})") + piece(R"({"content":" three"})") +
      piece(R"({"tool_calls":[{"id":"D681PevKs","function":{"name":"sum","arguments":"{}"},"index":0}]})") + end);
  ASSERT_TRUE(said.response) << said.error->what();
  const Message& message = said.response->message;
  EXPECT_EQ(kinds(message), (std::vector<std::string>{"reasoning abc", "text One two", "reasoning ", "reasoning d", "text  three", "call sum"}));
  EXPECT_EQ(said.text, "One two three");
  EXPECT_EQ(said.reasoning, "abcd");
  EXPECT_EQ(json::parse(std::get<Reasoning>(message.parts[0]).raw),
            json::parse(R"({"type":"thinking","thinking":[{"type":"text","text":"ab"},{"type":"tool_reference","tool":"t","title":"T"},{"type":"text","text":"c"}],"signature":"s","closed":true})"));
  EXPECT_EQ(said.response->finish_reason, FinishReason::tool_calls);
}

TEST(MistralStream, ASignatureClosesItsThinking) {
  const Played said = played(piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}],"signature":"s1"}]})") +
                             piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"b"}],"signature":"s2"}]})") + end);
  ASSERT_TRUE(said.response) << said.error->what();
  EXPECT_EQ(kinds(said.response->message), (std::vector<std::string>{"reasoning a", "reasoning b"}));
}

TEST(MistralStream, PlainTextStaysPlain) {
  const Played said = played(piece(R"({"content":"One"})") + piece(R"({"content":" \"type\""})") + end);
  ASSERT_TRUE(said.response) << said.error->what();
  EXPECT_EQ(kinds(said.response->message), (std::vector<std::string>{"text One \"type\""}));
}

TEST(MistralStream, AFailureOfTheVendorIsAnError) {
  const Played failed = played(piece(R"({"content":"One"})") + piece(R"({"content":""})", "\"error\"") + "data: [DONE]\n\n");
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.error->code(), ErrorCode::overloaded);
  EXPECT_EQ(failed.error->partial(), "One");
  EXPECT_EQ(failed.error->provider(), "mistral");
}

TEST(MistralStream, OddContentIsPassedOver) {
  const Played said = played(piece(R"({"content":[7,null,"x",[],{"type":"thinking","thinking":"text"},{"type":"thinking","thinking":[1,{"text":2}]}]})") +
                             piece(R"({"content":[]})") + end);
  ASSERT_TRUE(said.response) << said.error->what();
  EXPECT_EQ(said.text, "x");
  EXPECT_EQ(said.response->text(), "x");
}

TEST(MistralResponse, ChunksOfAWholeAnswerAreNotJoined) {
  HttpHead head;
  head.status = 200;
  const std::string body = R"({"id":"i","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":[
    {"type":"thinking","thinking":[{"type":"text","text":"a"}]},{"type":"thinking","thinking":[{"type":"text","text":"b"}]},
    {"type":"text","text":"One"}]}}]})";
  const ChatResponse response = detail::MistralWire({.model = "m"}).response({}, head, body);
  EXPECT_EQ(kinds(response.message), (std::vector<std::string>{"reasoning a", "reasoning b", "text One"}));
}

}  // namespace
}  // namespace baton::test
