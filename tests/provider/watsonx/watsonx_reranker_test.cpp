#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "provider/watsonx/watsonx_fixture.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

class WatsonxReranker : public ::testing::Test {
 protected:
  std::vector<Ranked> rank(std::vector<std::string> texts, std::size_t top) {
    WatsonxRerankerOptions options;
    options.server = watsonx_test_options();
    options.server.base_url = server.url();
    options.truncate_tokens = 512;
    const auto with = watsonx_reranker(options);
    EXPECT_EQ(with->name(), "watsonx/ibm/granite-4-h-small");
    return sync_wait(with->rerank("q", std::move(texts), top, Context().with_runtime(runtime)));
  }
  ErrorCode refusal() {
    try {
      (void)rank({"a", "b"}, 2);
    } catch (const Error& error) {
      EXPECT_EQ(error.provider(), "watsonx");
      return error.code();
    }
    return ErrorCode::internal;
  }

  TestServer server;
  Runtime runtime;
};

TEST_F(WatsonxReranker, TheBestComeFirst) {
  server.push(Reply::text(200, R"({"model_id":"m","results":[{"index":1,"score":0.7461},{"index":2,"score":0.8274}],"created_at":"2024-02-21T17:32:28Z","input_token_count":20})"));
  const auto ranks = rank({"a", "b", ""}, 2);
  ASSERT_EQ(ranks.size(), 2U);
  EXPECT_EQ(ranks[0].index, 2U);
  EXPECT_EQ(ranks[0].score, 0.8274);
  EXPECT_EQ(ranks[1].index, 1U);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].target, "/ml/v1/text/rerank?version=2026-08-11");
  EXPECT_EQ(requests[0].header("authorization"), "Bearer t");
  EXPECT_EQ(json::parse(requests[0].body),
            json::parse(R"({"query":"q","inputs":[{"text":"a"},{"text":"b"},{"text":" "}],"model_id":"ibm/granite-4-h-small","project_id":"project-1",
              "parameters":{"truncate_input_tokens":512,"return_options":{"top_n":2}}})"));
}

TEST_F(WatsonxReranker, WhatDoesNotFitIsRefused) {
  for (const char* body : {"{}", "<html>", "", R"({"results":[]})", R"({"results":[{"index":0},{"index":1}]})",
                           R"({"results":[{"index":0,"score":1},{"index":0,"score":1}]})",
                           R"({"results":[{"index":-1,"score":1},{"index":0,"score":1}]})"}) {
    server.push(Reply::text(200, body));
    EXPECT_EQ(refusal(), ErrorCode::bad_response) << body;
  }
  server.push(Reply::text(404, R"({"errors":[{"code":"model_not_supported","message":"no"}],"status_code":404})"));
  EXPECT_EQ(refusal(), ErrorCode::not_found);
}

TEST(WatsonxRerankerOptions, ADeploymentIsRefused) {
  WatsonxRerankerOptions options;
  options.server = watsonx_test_options();
  options.server.model = "deployment/d";
  EXPECT_THROW((void)watsonx_reranker(options), Error);
}

}  // namespace
}  // namespace baton::test
