#include <gtest/gtest.h>

#include <baton/provider/openai_responses.hpp>

namespace baton::test {
namespace {

using Thinking = Capabilities::Thinking;

TEST(ResponsesModels, TheProtocolHasNeitherStopNorSeed) {
  for (const char* name : {"gpt-5.6", "gpt-4o-mini", "nobody-knows"}) {
    const Capabilities can = openai_responses_profile(name).can;
    EXPECT_FALSE(can.stop) << name;
    EXPECT_FALSE(can.seed) << name;
    EXPECT_TRUE(can.tools && can.images && can.files) << name;
  }
}

TEST(ResponsesModels, OlderReasoningModelsTakeNoSampling) {
  for (const char* name : {"gpt-5", "gpt-5-mini-2025-08-07", "gpt-5-pro", "o3", "o4-mini"}) {
    const Capabilities can = openai_responses_profile(name).can;
    EXPECT_FALSE(can.sampling || can.logprobs || can.thinking_off) << name;
    EXPECT_EQ(can.thinking, Thinking::effort) << name;
  }
  for (const char* name : {"gpt-5.1", "gpt-5.6-sol", "gpt-4.1-mini", "gpt-5-chat-latest", "mine"}) {
    EXPECT_TRUE(openai_responses_profile(name).can.sampling) << name;
  }
  EXPECT_EQ(openai_responses_profile("gpt-5-pro").can.efforts, std::vector<std::string>{"high"});
}

TEST(ResponsesModels, WhoDoesNotThink) {
  for (const char* name : {"gpt-4o", "gpt-4.1", "gpt-5-chat-latest", "gpt-3.5-turbo"}) {
    EXPECT_EQ(openai_responses_profile(name).can.thinking, Thinking::none) << name;
  }
}

TEST(ResponsesModels, CacheMarksSinceGpt56) {
  EXPECT_TRUE(openai_responses_profile("gpt-5.6-sol").cache_marks);
  for (const char* name : {"gpt-5.5", "gpt-5", "gpt-4o", "mine"}) {
    EXPECT_FALSE(openai_responses_profile(name).cache_marks) << name;
  }
}

}  // namespace
}  // namespace baton::test
