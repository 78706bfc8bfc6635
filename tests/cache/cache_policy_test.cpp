#include "cache/cache_fixture.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::CacheTest;
using testing::code_of;

/// Every test asks twice and looks whether the model was asked twice.
class CachePolicy : public CacheTest {
 protected:
  int calls_for(const ChatRequest& request, CacheOptions options = {}) {
    const Model chat = cached_model(std::move(options));
    static_cast<void>(complete(chat, request));
    static_cast<void>(complete(chat, request));
    return model_->calls;
  }
  int calls_with(std::function<void(ChatResponse&)> shape, CacheOptions options = {}) {
    model_->shape = std::move(shape);
    return calls_for(ask("a"), std::move(options));
  }
  static ChatRequest with(ChatOptions options) {
    ChatRequest request = ask("a");
    request.options = std::move(options);
    return request;
  }
};

TEST_F(CachePolicy, AnUnsetTemperatureIsCached) { EXPECT_EQ(calls_for(ask("a")), 1); }
TEST_F(CachePolicy, ATemperatureOfZeroIsCached) { EXPECT_EQ(calls_for(with({.temperature = 0.0})), 1); }
TEST_F(CachePolicy, WhoAsksForVarietyGetsIt) { EXPECT_EQ(calls_for(with({.temperature = 0.2})), 2); }
TEST_F(CachePolicy, UpToTheTemperatureThatIsAllowed) {
  EXPECT_EQ(calls_for(with({.temperature = 0.2}), {.max_temperature = 0.3}), 1);
}
TEST_F(CachePolicy, ASeedAsksForTheSameAgain) {
  EXPECT_EQ(calls_for(with({.temperature = 1.0, .seed = 7})), 1);
}

TEST_F(CachePolicy, BypassNeitherReadsNorWrites) {
  EXPECT_EQ(calls_for(with({.cached_answers = CachedAnswers::bypass})), 2);
  EXPECT_FALSE(complete(cached_model(), ask("a")).from_cache);
}

TEST_F(CachePolicy, RefreshReplacesTheOldAnswer) {
  const Model chat = cached_model();
  static_cast<void>(complete(chat, ask("a")));
  EXPECT_EQ(complete(chat.with({.cached_answers = CachedAnswers::refresh}), ask("a")).text(), "answer 2 to a");
  const ChatResponse later = complete(chat, ask("a"));
  EXPECT_EQ(later.text(), "answer 2 to a");
  EXPECT_TRUE(later.from_cache);
}

TEST_F(CachePolicy, LargeRequestsAreNotCached) {
  EXPECT_EQ(calls_for(ask(std::string(101, 'x')), {.max_request_bytes = 100}), 2);
}
TEST_F(CachePolicy, RequestsUpToTheLimitAre) {
  EXPECT_EQ(calls_for(ask(std::string(100, 'x')), {.max_request_bytes = 100}), 1);
}
TEST_F(CachePolicy, RequestsThatAreNotTextAreNotCached) { EXPECT_EQ(calls_for(ask("\xff")), 2); }

TEST_F(CachePolicy, LargeAnswersAreNotKept) {
  EXPECT_EQ(calls_with([](ChatResponse& r) { r.message = Message::assistant(std::string(2000, 'x')); },
                       {.max_entry_bytes = 1000}),
            2);
}
TEST_F(CachePolicy, AnswersCutOffAreNotKept) {
  EXPECT_EQ(calls_with([](ChatResponse& r) { r.finish_reason = FinishReason::length; }), 2);
}
TEST_F(CachePolicy, FilteredAnswersAreNotKept) {
  EXPECT_EQ(calls_with([](ChatResponse& r) { r.finish_reason = FinishReason::content_filter; }), 2);
}
TEST_F(CachePolicy, AnswersThatEndedForAnUnknownReasonAreNotKept) {
  EXPECT_EQ(calls_with([](ChatResponse& r) { r.finish_reason = FinishReason::other; }), 2);
}
TEST_F(CachePolicy, EmptyAnswersAreNotKept) {
  EXPECT_EQ(calls_with([](ChatResponse& r) { r.message = Message::assistant(""); }), 2);
}

void call_a_tool(ChatResponse& response) {
  response.message.parts = {ToolCall{"call_1", "look", R"({"at":"sky"})"}};
  response.finish_reason = FinishReason::tool_calls;
}

TEST_F(CachePolicy, ToolCallsAreKept) {
  EXPECT_EQ(calls_with(call_a_tool), 1);
  EXPECT_EQ(complete(cached_model(), ask("a")).message.tool_calls().at(0).arguments, R"({"at":"sky"})");
}
TEST_F(CachePolicy, ToolCallsAreNotKeptWhenTheOptionsSaySo) {
  EXPECT_EQ(calls_with(call_a_tool, {.tool_calls = false}), 2);
}

TEST_F(CachePolicy, ErrorsAreNotKept) {
  const Model chat = cached_model();
  model_->failure = Error(ErrorCode::overloaded, "try later");
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(chat, ask("a"))); }), ErrorCode::overloaded);
  model_->failure.reset();
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 2 to a");
}

}  // namespace
}  // namespace baton
