#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/anthropic.hpp>
#include <baton/provider/azure.hpp>
#include <baton/provider/bedrock.hpp>
#include <baton/provider/cohere.hpp>
#include <baton/provider/gemini.hpp>
#include <baton/provider/mistral.hpp>
#include <baton/provider/ollama.hpp>
#include <baton/provider/openai.hpp>
#include <baton/provider/openai_responses.hpp>
#include <baton/provider/policy.hpp>
#include <baton/provider/registry.hpp>
#include <baton/provider/testing.hpp>
#include <baton/provider/watsonx.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

const std::string counting_canary = "sk-canary-1234567890";

/// What a vendor that counts is asked, and answers.
struct CountingVendor {
  std::string name;
  std::shared_ptr<const ChatModel> (*make)(const std::string& base_url);
  std::string target;
  std::string body;    ///< of the request below
  std::string answer;  ///< 2,095 tokens
};

// Sources: Claude API reference, "Count tokens in a Message"; OpenAI API reference, "Get input token counts";
// botocore's bedrock-runtime/2023-09-30/service-2.json, "CountTokens"; https://ai.google.dev/api/tokens; Vertex AI's REST reference, "publishers.models.countTokens".
std::vector<CountingVendor> counting_vendors() {
  return {
      {"anthropic",
       [](const std::string& url) {
         return anthropic_model({.model = "claude-opus-4-6", .base_url = url, .api_key = Secret(counting_canary)});
       },
       "/v1/messages/count_tokens",
       R"({"model":"claude-opus-4-6","system":"Be brief.","messages":[{"role":"user","content":"Hello"}],"tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}]})",
       R"({"input_tokens":2095,"context_management":{"original_input_tokens":3000}})"},
      {"responses",
       [](const std::string& url) {
         return openai_responses_model({.model = "gpt-4.1", .base_url = url, .api_key = Secret(counting_canary)});
       },
       "/responses/input_tokens",
       R"({"model":"gpt-4.1","input":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],"tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}},"strict":false}]})",
       R"({"object":"response.input_tokens","input_tokens":2095})"},
      {"bedrock",
       [](const std::string& url) {
         return bedrock_model({.model = "eu.anthropic.claude-sonnet-4-6", .base_url = url, .api_key = Secret(counting_canary)});
       },
       "/model/anthropic.claude-sonnet-4-6/count-tokens",
       R"({"input":{"converse":{"messages":[{"role":"user","content":[{"text":"Hello"}]}],"system":[{"text":"Be brief."}],"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}}]}}}})",
       R"({"inputTokens":2095})"},
      {"gemini",
       [](const std::string& url) {
         return gemini_model({.model = "gemini-2.5-flash", .base_url = url, .api_key = Secret(counting_canary)});
       },
       "/models/gemini-2.5-flash:countTokens",
       R"({"generateContentRequest":{"model":"models/gemini-2.5-flash","contents":[{"role":"user","parts":[{"text":"Hello"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"f"}]}],"generationConfig":{"maxOutputTokens":33,"temperature":0.5}}})",
       R"({"totalTokens":2095,"promptTokensDetails":[{"modality":"TEXT","tokenCount":2095}]})"},
      {"vertex",
       [](const std::string& url) {
         return vertex_model({.model = "gemini-2.5-flash", .base_url = url, .access_token = Secret(counting_canary)});
       },
       "/models/gemini-2.5-flash:countTokens",
       R"({"contents":[{"role":"user","parts":[{"text":"Hello"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":[{"name":"f"}]}],"generationConfig":{"maxOutputTokens":33,"temperature":0.5}})",
       R"({"totalTokens":2095,"totalBillableCharacters":9,"promptTokensDetails":[]})"},
  };
}

void PrintTo(const CountingVendor& vendor, std::ostream* out) { *out << vendor.name; }

ChatRequest small_request() {
  ChatRequest request{.messages = {Message::system("Be brief."), Message::user("Hello")}, .tools = {{.name = "f"}}};
  request.options.temperature = 0.5;
  request.options.max_tokens = 33;
  return request;
}

class CountTokens : public ::testing::TestWithParam<CountingVendor> {
 protected:
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }
  [[nodiscard]] Model vendor_model() const { return Model(GetParam().make(server.url())); }
  [[nodiscard]] Error failure(const Context& with) const {
    try {
      (void)sync_wait(vendor_model().count_tokens(small_request(), with), with);
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
      EXPECT_FALSE(error.provider().empty() && error.code() != ErrorCode::unsupported) << error.what();
      return error;
    }
    return {ErrorCode::internal, "no error"};
  }

  TestServer server;
  Runtime runtime;
};

INSTANTIATE_TEST_SUITE_P(Vendors, CountTokens, ::testing::ValuesIn(counting_vendors()),
                         [](const auto& row) { return row.param.name; });

TEST_P(CountTokens, AsksTheVendorForTheWholeRequest) {
  server.push(Reply::text(200, GetParam().answer));
  const TokenCount count = sync_wait(vendor_model().count_tokens(small_request(), context()), context());
  EXPECT_EQ(count, (TokenCount{.tokens = 2'095, .estimated = false}));
  ASSERT_EQ(server.requests().size(), 1U);
  const Received request = server.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, GetParam().target);
  EXPECT_EQ(json::parse(request.body), json::parse(GetParam().body)) << request.body;
}

TEST_P(CountTokens, CountsWhatIsBound) {
  server.push(Reply::text(200, GetParam().answer));
  const Model bound = vendor_model().with({.temperature = 0.5, .max_tokens = 33}).with_tools({{.name = "f"}});
  ChatRequest request{.messages = {Message::system("Be brief."), Message::user("Hello")}};
  (void)sync_wait(bound.count_tokens(std::move(request), context()), context());
  EXPECT_EQ(json::parse(server.requests().at(0).body), json::parse(GetParam().body));
}

TEST_P(CountTokens, CountsTheFormAsItWouldBeSent) {
  server.push(Reply::text(200, GetParam().answer));
  ChatRequest request = small_request();
  request.tools.clear();
  request.options.format = {.kind = ResponseFormat::Kind::schema, .name = "n",
                            .schema = Json::parse(R"({"type":"object","properties":{"needle":{"type":"string"}}})")};
  (void)sync_wait(vendor_model().count_tokens(std::move(request), context()), context());
  EXPECT_NE(server.requests().at(0).body.find("needle"), std::string::npos);
}

TEST_P(CountTokens, WhatIsNoCountIsABadResponse) {
  for (const char* body : {"", "<html>", "7", "null", "{}", "[]", R"({"input_tokens":"3","totalTokens":"3"})",
                           R"({"input_tokens":-3,"totalTokens":-3})", R"({"input_tokens":1.5,"totalTokens":1.5})"}) {
    server.push(Reply::text(200, body));
    EXPECT_EQ(failure(context()).code(), ErrorCode::bad_response) << body;
  }
}

TEST_P(CountTokens, RefusalsAreMappedWithoutTheKey) {
  const std::string told = R"({"error":{"message":"no, )" + counting_canary + R"("}})";
  server.push(Reply::text(401, told));
  EXPECT_EQ(failure(context()).code(), ErrorCode::permission_denied);
  server.push(Reply::text(529, told));
  EXPECT_EQ(failure(context()).code(), ErrorCode::overloaded);
  server.push(Reply::text(200, told));
  EXPECT_EQ(failure(context()).code(), ErrorCode::overloaded);
}

TEST_P(CountTokens, ObeysForbiddingAndCancelling) {
  forbid_real_requests();
  const Error forbidden = failure(context());
  forbid_real_requests(false);
  EXPECT_EQ(forbidden.code(), ErrorCode::permission_denied);
  EXPECT_TRUE(server.requests().empty());
  server.push(Reply::hang_forever());
  std::stop_source waiting;
  std::thread stopper([&] {
    (void)server.wait_for_requests(1);
    waiting.request_stop();
  });
  EXPECT_EQ(failure(context().with_stop(waiting.get_token())).code(), ErrorCode::cancelled);
  stopper.join();
}

TEST(CountTokensAtAnthropic, ASchemaByAToolIsCountedAsTheTool) {
  TestServer server;
  Runtime runtime;
  server.push(Reply::text(200, R"({"input_tokens":5})"));
  AnthropicProfile profile = anthropic_profile("claude-opus-4-6");
  profile.can.schema = Capabilities::Output::by_tool;
  const Model claude(anthropic_model({.model = "claude-opus-4-6", .base_url = server.url(), .profile = profile}));
  ChatRequest request{.messages = {Message::user("Hello")}};
  request.options.format = {.kind = ResponseFormat::Kind::schema, .name = "answer", .schema = Json::parse(R"({"type":"object"})")};
  const Context context = Context().with_runtime(runtime);
  EXPECT_EQ(sync_wait(claude.count_tokens(std::move(request), context), context).tokens, 5);
  EXPECT_EQ(json::parse(server.requests().at(0).body)["tools"][0]["name"], "answer");
}

TEST(CountTokensAtBedrock, AModelThatARegionCannotCountIsEstimated) {
  TestServer server;
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const Model claude(bedrock_model({.model = "eu.anthropic.claude-opus-4-8", .base_url = server.url()}));
  server.push(Reply::text(400, R"({"message":"The provided model doesn't support counting tokens."})"));
  const TokenCount count = sync_wait(claude.count_tokens(small_request(), context), context);
  EXPECT_TRUE(count.estimated);
  EXPECT_GT(count.tokens, 0);
  server.push(Reply::text(400, R"({"message":"The model returned the following errors: messages: at least one"})"));
  EXPECT_THROW((void)sync_wait(claude.count_tokens(small_request(), context), context), Error);
  const Model nova(bedrock_model({.model = "amazon.nova-pro-v1:0", .base_url = server.url()}));
  EXPECT_TRUE(sync_wait(nova.count_tokens(small_request(), context), context).estimated);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST(CountTokensEstimated, WhereTheVendorCountsNoWholeRequest) {
  forbid_real_requests();
  const std::vector<Model> models = {
      Model(openai_model({.model = "m", .base_url = "http://127.0.0.1:1/v1"})),
      Model(cohere_model({.model = "m", .base_url = "http://127.0.0.1:1"})),
      Model(azure_responses_model({.model = "m", .base_url = "http://127.0.0.1:1"})),
      Model(mistral_model({.model = "m", .base_url = "http://127.0.0.1:1/v1"})),
      Model(ollama_model({.model = "m", .base_url = "http://127.0.0.1:1"})),
      Model(watsonx_model({.model = "m", .base_url = "http://127.0.0.1:1", .project_id = "p", .token = Secret("t")})),
      model("offline/extractive"),
  };
  ChatRequest longer = small_request();
  longer.messages.push_back(Message::user("and some more words, so that there is more to be counted"));
  for (const auto& each : models) {
    const TokenCount small = sync_wait(each.count_tokens(small_request(), Context()));
    EXPECT_TRUE(small.estimated) << each.name();
    EXPECT_GT(small.tokens, 0) << each.name();
    EXPECT_GT(sync_wait(each.count_tokens(longer, Context())).tokens, small.tokens) << each.name();
  }
  forbid_real_requests(false);
}

TEST(CountTokensEstimated, WhatTheModelCannotDoIsRefusedAsInACall) {
  Capabilities can;
  can.images = false;
  const Model blind(openai_model({.model = "m", .base_url = "http://127.0.0.1:1/v1", .capabilities = can}));
  ChatRequest request{.messages = {Message::user("Hello")}};
  request.messages[0].parts.emplace_back(Image{.url = "https://x/y.png"});
  try {
    (void)sync_wait(blind.count_tokens(std::move(request), Context()));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
  }
}

}  // namespace
}  // namespace baton::test
