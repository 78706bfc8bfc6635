#include <baton/message/codec.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton {
namespace {

Message with_everything() {
  Message message{Role::assistant, {}, "Ada", CacheMark::hour};
  message.parts = {Text{"Grüße"},
                   Text{""},
                   Image{"https://x/y.png", "", "", "low"},
                   Image{"", std::string("\0\xFF\x80 png", 7), "image/png", ""},
                   File{"a.pdf", "file-1", "", ""},
                   File{"b.pdf", "", "%PDF", "application/pdf"},
                   ToolCall{"c1", "add", "{\"a\":1"},
                   ToolResult{"c1", "add", "2", true},
                   Reasoning{"hm", "anthropic", "{\"signature\":\"x\"}"}};
  return message;
}

ErrorCode code_of(const std::string& stored) {
  try {
    (void)message_from_json(Json::parse(stored));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(MessageCodec, RoundTripOfEveryPart) {
  const Message message = with_everything();
  const Json stored = to_json(message);
  EXPECT_EQ(message_from_json(Json::parse(stored.dump())), message);
}

TEST(MessageCodec, FormIsStable) {
  EXPECT_EQ(to_json(Message::user("Hello")).dump(),
            R"({"parts":[{"text":"Hello","type":"text"}],"role":"user","v":1})");
}

TEST(MessageCodec, RoundTripOfAConversation) {
  const std::vector<Message> talk = {Message::system("a"), Message::user("b"), with_everything()};
  EXPECT_EQ(messages_from_json(to_json(talk)), talk);
  EXPECT_TRUE(messages_from_json(to_json(std::vector<Message>{})).empty());
}

TEST(MessageCodec, UnknownFieldsAreIgnored) {
  EXPECT_EQ(message_from_json(Json::parse(
                R"({"v":1,"role":"user","new":1,"parts":[{"type":"text","text":"x","more":2}]})")),
            Message::user("x"));
}

TEST(MessageCodec, NewerVersionIsRefused) {
  EXPECT_EQ(code_of(R"({"v":2,"role":"user","parts":[]})"), ErrorCode::version_mismatch);
}

TEST(MessageCodec, ForeignDataIsRefused) {
  for (const char* stored :
       {"[]", "null", "3", R"({"role":"user"})", R"({"v":"1","role":"user"})", R"({"v":0,"role":"user"})",
        R"({"v":1})", R"({"v":1,"role":"boss"})", R"({"v":1,"role":5})",
        R"({"v":1,"role":"user","parts":{}})", R"({"v":1,"role":"user","parts":["x"]})",
        R"({"v":1,"role":"user","parts":[{"type":"hologram"}]})",
        R"({"v":1,"role":"user","parts":[{"type":"text","text":1}]})",
        R"({"v":1,"role":"user","parts":[{"type":"image","bytes":"*"}]})",
        R"({"v":1,"role":"user","parts":[{"type":"tool_result","is_error":"no"}]})"}) {
    EXPECT_EQ(code_of(stored), ErrorCode::schema_mismatch) << stored;
  }
  EXPECT_THROW((void)messages_from_json(Json::parse("{}")), Error);
}

}  // namespace
}  // namespace baton
