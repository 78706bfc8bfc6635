#include <baton/output/json_answer.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/output/json.hpp>

#include "streams.hpp"

namespace {

using namespace baton;  // NOLINT

TEST(JsonParser, FindsTheValueInAnAnswer) {
  EXPECT_EQ(json(streams::response("Sure!\n```json\n{\"a\": [1, 2]}\n```\nAnything else?")),
            Json::parse(R"({"a":[1,2]})"));
  EXPECT_EQ(json(std::string_view("[1]")), Json::parse("[1]"));
  EXPECT_EQ(json(std::string_view(" 42 \n")), Json::parse("42"));
  EXPECT_EQ(json(std::string_view("\"x\"")), Json::parse("\"x\""));
}

TEST(JsonParser, UnusableAnswersSayWhy) {
  const auto why = [](std::string answer, FinishReason reason) {
    return streams::error_of([&] { (void)json(streams::response(answer, reason)); });
  };
  EXPECT_EQ(why("I cannot", FinishReason::stop).message(), "there is no JSON in the answer");
  EXPECT_EQ(why("{\"a\":1", FinishReason::stop).code(), ErrorCode::model_output_invalid);
  EXPECT_NE(why("{\"a\":1", FinishReason::length).message().find("raise max_tokens"), std::string::npos);
  EXPECT_NE(why("", FinishReason::tool_calls).message().find("called a tool"), std::string::npos);
  EXPECT_EQ(why("{\"a\":1,}", FinishReason::stop).partial(), "{\"a\":1,}");
  ASSERT_NE(why("{\"a\":1,}", FinishReason::stop).cause(), nullptr);
  EXPECT_EQ(why("{\"a\":1,}", FinishReason::stop).cause()->code(), ErrorCode::parse_error);
  EXPECT_EQ(why("{}", FinishReason::content_filter).code(), ErrorCode::content_filtered);
}

TEST(JsonParser, AWholeValueIsTakenEvenWhenTheLimitWasReached) {
  EXPECT_EQ(json(streams::response("{\"a\":1} and so", FinishReason::length)), Json::parse("{\"a\":1}"));
}

TEST(JsonParser, StreamsGrowingValues) {
  const auto values = streams::drain(
      json.transform(streams::events({"Here: ", "{\"a\":", "\"x", "y\"", ",\"b\":1", "}"}, FinishReason::stop), {}));
  std::vector<std::string> texts;
  for (const auto& value : values) texts.push_back(value.dump());
  EXPECT_EQ(texts, (std::vector<std::string>{"{}", "{\"a\":\"x\"}", "{\"a\":\"xy\"}", "{\"a\":\"xy\",\"b\":1}"}));
}

TEST(JsonParser, EveryCutEndsWithTheValueOfTheWholeAnswer) {
  const std::string answer = "Well [sic]:\n```json\n{\"text\":\"é😀\\n\",\"list\":[1,2.5,null]}\n```";
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    const auto values = streams::drain(json.transform(streams::strings(streams::cut(answer, random)), {}));
    ASSERT_FALSE(values.empty());
    EXPECT_EQ(values.back(), json(std::string_view(answer)));
  }
}

TEST(JsonAnswer, LongAnswersAreShownInLinearTime) {
  JsonAnswer answer(JsonStart::object);
  std::size_t shown = 0;
  std::size_t copied = 0;
  const auto feed = [&](std::string piece) {
    if (!answer.feed(TextDelta{std::move(piece)})) return;
    ++shown;
    copied += answer.text().size();
  };
  feed("{\"t\":\"");
  for (int i = 0; i < 100'000; ++i) feed("word ");
  feed("\"}");
  answer.finish();
  EXPECT_GT(shown, 500U);
  EXPECT_LT(copied, 300 * answer.text().size());
}

}  // namespace
