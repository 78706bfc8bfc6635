#include <cstdlib>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/registry.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using Use = ModelInfo::Use;

// botocore's bedrock/2023-04-20/service-2.json, "ListFoundationModels" and "ListInferenceProfiles".
const std::string foundation_models = R"({"modelSummaries":[
  {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0","modelId":"amazon.nova-pro-v1:0","modelName":"Nova Pro",
   "providerName":"Amazon","inputModalities":["TEXT","IMAGE"],"outputModalities":["TEXT"],"responseStreamingSupported":true,
   "customizationsSupported":[],"inferenceTypesSupported":["ON_DEMAND","INFERENCE_PROFILE"],
   "modelLifecycle":{"status":"ACTIVE","startOfLifeTime":"2024-12-03T00:00:00Z"}},
  {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6","modelId":"anthropic.claude-sonnet-4-6",
   "modelName":"Claude Sonnet 4.6","outputModalities":["TEXT"],"inferenceTypesSupported":["INFERENCE_PROFILE"]},
  {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0","modelId":"amazon.titan-embed-text-v2:0",
   "modelName":"Titan Text Embeddings V2","outputModalities":["EMBEDDING"],"inferenceTypesSupported":["ON_DEMAND"]},
  {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/cohere.rerank-v3-5:0","modelId":"cohere.rerank-v3-5:0",
   "modelName":"Rerank 3.5","outputModalities":["TEXT"],"inferenceTypesSupported":["ON_DEMAND"]},
  {"modelId":"","inferenceTypesSupported":["ON_DEMAND"]}]})";
const std::string inference_profiles = R"({"inferenceProfileSummaries":[
  {"inferenceProfileName":"US Claude Sonnet 4.6","createdAt":"2026-02-17T00:00:00Z","inferenceProfileId":"us.anthropic.claude-sonnet-4-6",
   "inferenceProfileArn":"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6",
   "models":[{"modelArn":"arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-6"},
             {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"}],"status":"ACTIVE","type":"SYSTEM_DEFINED"},
  {"inferenceProfileName":"Mine","inferenceProfileId":"x","models":[{"modelArn":"unknown"}]}]})";

class BedrockListing : public ::testing::Test {
 protected:
  ~BedrockListing() override {
    for (const char* name : {"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_BEDROCK",
                             "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"}) {
      (void)unsetenv(name);
    }
  }
  [[nodiscard]] std::vector<ModelInfo> list(ModelSettings settings) {
    const Context context = Context().with_runtime(runtime);
    return sync_wait(list_models("bedrock", std::move(settings), context), context);
  }
  [[nodiscard]] Error failure(ModelSettings settings) {
    try {
      (void)list(std::move(settings));
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
      return error;
    }
    return {ErrorCode::internal, "no error"};
  }

  TestServer server;
  Runtime runtime;
};

std::chrono::sys_seconds bedrock_time(std::int64_t seconds) { return std::chrono::sys_seconds(std::chrono::seconds(seconds)); }

TEST_F(BedrockListing, ModelsThatCanBeCalledAndTheProfilesOfTheOthers) {
  server.push(Reply::text(200, foundation_models));
  server.push(Reply::text(200, R"({"inferenceProfileSummaries":[],"nextToken":"a b/="})"));
  server.push(Reply::text(200, inference_profiles));
  const std::vector<ModelInfo> expected = {
      {.id = "amazon.nova-pro-v1:0", .display_name = "Nova Pro", .created = bedrock_time(1'733'184'000), .uses = {Use::chat}},
      {.id = "amazon.titan-embed-text-v2:0", .display_name = "Titan Text Embeddings V2", .uses = {Use::embedding}},
      {.id = "cohere.rerank-v3-5:0", .display_name = "Rerank 3.5", .uses = {Use::reranking}},
      {.id = "us.anthropic.claude-sonnet-4-6", .display_name = "US Claude Sonnet 4.6", .created = bedrock_time(1'771'286'400), .uses = {Use::chat}},
      {.id = "x", .display_name = "Mine"}};
  EXPECT_EQ(list({.base_url = server.url(), .api_key = Secret("k")}), expected);
  ASSERT_EQ(server.requests().size(), 3U);
  EXPECT_EQ(server.requests()[0].target, "/foundation-models");
  EXPECT_EQ(server.requests()[1].target, "/inference-profiles?maxResults=1000");
  EXPECT_EQ(server.requests()[2].target, "/inference-profiles?maxResults=1000&nextToken=a%20b%2F%3D");
  for (const auto& request : server.requests()) EXPECT_EQ(request.header("authorization"), "Bearer k");
}

TEST_F(BedrockListing, EachPageIsSigned) {
  (void)setenv("AWS_REGION", "us-east-1", 1);
  (void)setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
  (void)setenv("AWS_SECRET_ACCESS_KEY", "canary-secret", 1);
  (void)setenv("AWS_ENDPOINT_URL_BEDROCK", server.url().c_str(), 1);
  server.push(Reply::text(200, foundation_models));
  server.push(Reply::text(200, R"({"inferenceProfileSummaries":[],"nextToken":"t"})"));
  server.push(Reply::text(200, inference_profiles));
  EXPECT_EQ(list({}).size(), 5U);
  std::set<std::string> signatures;
  for (const auto& request : server.requests()) {
    const std::string shown = request.header("authorization");
    EXPECT_NE(shown.find("/us-east-1/bedrock/aws4_request"), std::string::npos) << shown;
    EXPECT_EQ(shown.find("canary"), std::string::npos);
    signatures.insert(shown);
  }
  EXPECT_EQ(signatures.size(), 3U);
}

TEST_F(BedrockListing, RefusalsAndWhatIsNoList) {
  const ModelSettings settings{.base_url = server.url(), .api_key = Secret("canary-key")};
  server.push(Reply::text(403, R"({"message":"not authorized: canary-key"})"));
  EXPECT_EQ(failure(settings).code(), ErrorCode::permission_denied);
  for (const char* body : {"", "<html>", "7", "null", R"({"unknown":1})"}) {
    server.push(Reply::text(200, body));
    EXPECT_EQ(failure(settings).code(), ErrorCode::bad_response) << body;
    server.push(Reply::text(200, foundation_models));
    server.push(Reply::text(200, body));
    EXPECT_EQ(failure(settings).code(), ErrorCode::bad_response) << body;
  }
  server.push(Reply::text(200, foundation_models));
  for (int i = 0; i < 2; ++i) server.push(Reply::text(200, R"({"inferenceProfileSummaries":[],"nextToken":"t"})"));
  EXPECT_EQ(failure(settings).code(), ErrorCode::limit_exceeded);
}

TEST_F(BedrockListing, AKeyOfAGatewayDoesNotGoToAws) {
  (void)setenv("AWS_REGION", "us-east-1", 1);
  (void)setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.url().c_str(), 1);
  const Error error = failure({.api_key = Secret("canary-key")});
  EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  EXPECT_NE(std::string(error.what()).find("AWS_ENDPOINT_URL_BEDROCK or"), std::string::npos) << error.what();
  EXPECT_THROW((void)reranker("bedrock/cohere.rerank-v3-5:0", {.api_key = Secret("canary-key")}), Error);
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(failure({.base_url = "ftp://x", .api_key = Secret("canary-key")}).code(), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
