#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "provider/watsonx/watsonx_fixture.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

class WatsonxEmbedder : public ::testing::Test {
 protected:
  std::vector<Embedding> embed(std::vector<std::string> texts, std::size_t truncate = 0) {
    WatsonxEmbedderOptions options;
    options.server = watsonx_test_options();
    options.server.base_url = server.url();
    options.truncate_tokens = truncate;
    options.max_inputs = 2;
    options.concurrency = 1;
    const auto with = watsonx_embedder(options);
    return sync_wait(with->embed(std::move(texts), EmbedPurpose::query, Context().with_runtime(runtime)));
  }
  ErrorCode refusal() {
    try {
      (void)embed({"a"});
    } catch (const Error& error) {
      EXPECT_EQ(error.provider(), "watsonx");
      return error.code();
    }
    return ErrorCode::internal;
  }

  TestServer server;
  Runtime runtime;
};

TEST_F(WatsonxEmbedder, BatchesInOrder) {
  server.push(Reply::text(200, R"({"model_id":"m","results":[{"embedding":[1,0.5]},{"embedding":[2,0.5]}],"created_at":"x","input_token_count":4})"));
  server.push(Reply::text(200, R"({"model_id":"m","results":[{"embedding":[3,0.5]}],"created_at":"x","input_token_count":2})"));
  EXPECT_EQ(embed({"a", "", "c"}, 512), (std::vector<Embedding>{{1.0F, 0.5F}, {2.0F, 0.5F}, {3.0F, 0.5F}}));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].target, "/ml/v1/text/embeddings?version=2026-08-11");
  EXPECT_EQ(requests[0].header("authorization"), "Bearer t");
  EXPECT_EQ(json::parse(requests[0].body),
            json::parse(R"({"inputs":["a"," "],"model_id":"ibm/granite-4-h-small","project_id":"project-1","parameters":{"truncate_input_tokens":512}})"));
}

TEST_F(WatsonxEmbedder, WhatDoesNotFitIsRefused) {
  for (const char* body : {"{}", "<html>", "", R"({"results":[]})", R"({"results":[{"embedding":"x"}]})", R"({"results":[{}]})",
                           R"({"results":[{"embedding":[1]},{"embedding":[1]}]})"}) {
    server.push(Reply::text(200, body));
    EXPECT_EQ(refusal(), ErrorCode::bad_response) << body;
  }
  server.push(Reply::text(400, R"({"errors":[{"code":"invalid_input_argument","message":"Token sequence length is longer than the specified maximum sequence length for this model (1336 > 512)."}],"status_code":400})"));
  EXPECT_EQ(refusal(), ErrorCode::context_too_long);
}

TEST(WatsonxEmbedderOptions, ADeploymentIsRefused) {
  WatsonxEmbedderOptions options;
  options.server = watsonx_test_options();
  options.server.model = "deployment/d";
  EXPECT_THROW((void)watsonx_embedder(options), Error);
}

}  // namespace
}  // namespace baton::test
