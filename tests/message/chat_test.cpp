#include <baton/message/chat.hpp>
#include <baton/message/codec.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace baton {
namespace {

TEST(ChatOptions, LaterOptionsWinAndTheOthersStay) {
  ChatOptions bound{.temperature = 0.5, .max_tokens = 10, .stop = {"a"}};
  bound.extra = Json::parse(R"({"k":1,"only_bound":2})");
  ChatOptions call{.temperature = 0.0, .seed = 7};
  call.extra = Json::parse(R"({"k":3})");
  const ChatOptions merged = bound.merged_with(call);
  EXPECT_EQ(merged.temperature, 0.0);
  EXPECT_EQ(merged.max_tokens, 10);
  EXPECT_EQ(merged.seed, 7);
  EXPECT_EQ(merged.stop, std::vector<std::string>{"a"});
  EXPECT_EQ(merged.extra, Json::parse(R"({"k":3,"only_bound":2})"));
}

TEST(ChatOptions, ToolChoiceAndFormatAreTakenWhenSet) {
  ChatOptions bound;
  bound.tool_choice = {ToolChoice::Mode::required, ""};
  bound.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(bound.merged_with({}).tool_choice.mode, ToolChoice::Mode::required);
  EXPECT_EQ(ChatOptions{}.merged_with(bound).format.kind, ResponseFormat::Kind::json);
}

TEST(Usage, Adds) {
  Usage sum{1, 2, 3, 4, false, 5, 2};
  sum += {10, 20, 30, 40, true, 3, 1};
  EXPECT_EQ(sum, (Usage{11, 22, 33, 44, true, 8, 3}));
  EXPECT_EQ(usage_from_json(to_json(sum)), sum);
}

TEST(FinishReason, HasNames) {
  EXPECT_EQ(to_string(FinishReason::content_filter), "content_filter");
  EXPECT_EQ(to_string(FinishReason::other), "other");
}

}  // namespace
}  // namespace baton
