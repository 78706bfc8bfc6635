#include "provider/responses/responses_wire.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

const ChatRequest hi{.messages = {Message::user("Hi")}};

TEST(ResponsesWire, TheKeyIsInTheHeaderThatIsNamed) {
  const detail::ResponsesWire bearer({.model = "m", .api_key = Secret("k")});
  const HttpRequest request = bearer.request(hi, true);
  EXPECT_EQ(request.url, "https://api.openai.com/v1/responses");
  EXPECT_EQ(request.method, "POST");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].name, "Authorization");
  EXPECT_EQ(request.credentials[0].prefix, "Bearer ");
  const detail::ResponsesWire named({.model = "m", .api_key = Secret("k"), .key_header = "api-key"});
  EXPECT_EQ(named.request(hi, true).credentials.at(0).name, "api-key");
  EXPECT_EQ(named.request(hi, true).credentials.at(0).prefix, "");
  EXPECT_TRUE(detail::ResponsesWire({.model = "m"}).request(hi, true).credentials.empty());
}

TEST(ResponsesWire, Options) {
  EXPECT_THROW((void)openai_responses_model({}), Error);
  EXPECT_THROW((void)openai_responses_model({.model = "m", .base_url = "ftp://h"}), Error);
  EXPECT_THROW((void)openai_responses_model({.model = "m", .api_key = Secret("k\n")}), Error);
  EXPECT_EQ(openai_responses_model({.model = "gpt-5.6"})->name(), "openai-responses/gpt-5.6");
}

TEST(ResponsesWire, WhatTheProtocolLacksIsRefusedBeforeAnythingIsSent) {
  const Model gpt(openai_responses_model({.model = "gpt-5"}));
  for (const ChatOptions& options :
       {ChatOptions{.stop = {"END"}}, ChatOptions{.seed = 1}, ChatOptions{.temperature = 0.5}, ChatOptions{.reasoning_effort = "none"}}) {
    try {
      (void)gpt.with(options).explain(hi);
      ADD_FAILURE() << "it was not refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::unsupported);
    }
  }
}

TEST(ResponsesWire, FoundByName) {
  ::unsetenv("OPENAI_API_KEY");
  EXPECT_THROW((void)model("openai-responses/gpt-5.6"), Error);
  ::setenv("OPENAI_BASE_URL", "http://proxy/v1", 1);
  Capabilities deaf;
  deaf.tools = false;
  const Model gpt = model("openai-responses/gpt-5.6", {.api_key = Secret("k"), .capabilities = deaf});
  ::unsetenv("OPENAI_BASE_URL");
  EXPECT_EQ(gpt.name(), "openai-responses/gpt-5.6");
  EXPECT_TRUE(gpt.explain(hi).starts_with("POST http://proxy/v1/responses\n\n{\n"));
  EXPECT_THROW((void)gpt.with_tools({{.name = "f"}}).explain(hi), Error);
}

}  // namespace
}  // namespace baton::test
