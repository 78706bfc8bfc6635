#include <baton/message/codec.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton {
namespace {

TEST(ResponseCodec, RoundTrip) {
  ChatResponse response;
  response.message = Message::assistant("yes");
  response.finish_reason = FinishReason::length;
  response.usage = {10, 5, 3, 2, true};
  response.model = "m";
  response.id = "i";
  response.request_id = "r";
  response.logprobs = {{"yes", -0.25, {{"yes", -0.25, {}}, {"no", -1.5, {}}}}};
  const ChatResponse read = response_from_json(Json::parse(to_json(response).dump()));
  EXPECT_EQ(to_json(read), to_json(response));
  EXPECT_EQ(read.message, response.message);
  EXPECT_EQ(read.finish_reason, FinishReason::length);
  EXPECT_EQ(read.usage, response.usage);
  ASSERT_EQ(read.logprobs.size(), 1U);
  EXPECT_EQ(read.logprobs[0].alternatives.at(1).token, "no");
}

TEST(ResponseCodec, AReasonOfALaterVersionIsOther) {
  const Json stored =
      Json::parse(R"({"v":1,"finish_reason":"bored","message":{"v":1,"role":"assistant"}})");
  EXPECT_EQ(response_from_json(stored).finish_reason, FinishReason::other);
}

TEST(ResponseCodec, ForeignDataIsRefused) {
  EXPECT_THROW((void)response_from_json(Json::parse("{}")), Error);
  EXPECT_THROW((void)response_from_json(Json::parse(R"({"message":[]})")), Error);
  EXPECT_THROW((void)usage_from_json(Json::parse(R"({"input_tokens":"many"})")), Error);
}

TEST(RequestCodec, DiffersWheneverTheCallDiffers) {
  ChatRequest request;
  request.messages = {Message::user("x")};
  const std::string base = to_json(request).dump();
  EXPECT_EQ(base, to_json(request).dump());
  auto changed = [&](auto change) {
    ChatRequest copy = request;
    change(copy);
    return to_json(copy).dump() != base;
  };
  EXPECT_TRUE(changed([](auto& r) { r.messages[0] = Message::user("y"); }));
  EXPECT_TRUE(changed([](auto& r) { r.tools.push_back({"t", "", {}, false}); }));
  EXPECT_TRUE(changed([](auto& r) { r.options.temperature = 0.0; }));
  EXPECT_TRUE(changed([](auto& r) { r.options.seed = 0; }));
  EXPECT_TRUE(changed([](auto& r) { r.options.stop = {"a"}; }));
  EXPECT_TRUE(changed([](auto& r) { r.options.tool_choice.mode = ToolChoice::Mode::required; }));
  EXPECT_TRUE(changed([](auto& r) { r.options.format.kind = ResponseFormat::Kind::json; }));
  EXPECT_TRUE(changed([](auto& r) { r.options.format.kind = ResponseFormat::Kind::schema; }));
  EXPECT_TRUE(changed([](auto& r) { r.options.extra = Json::parse("{\"a\":1}"); }));
  EXPECT_TRUE(changed([](auto& r) { r.options.reasoning_effort = "low"; }));
}

}  // namespace
}  // namespace baton
