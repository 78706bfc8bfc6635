#include "provider/bedrock/bedrock_rerank_wire.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

// What all rerankers must do is asked of it in rerank/reranker_contract_test.cpp.

namespace baton::test {
namespace {

BedrockRerankerOptions bedrock_ranks(std::string model = "cohere.rerank-v3-5:0") {
  return {.server = {.model = std::move(model), .region = "us-west-2", .access_key_id = "AKIDEXAMPLE",
                     .secret_access_key = Secret("canary-secret")}};
}

ErrorCode bedrock_rank_code(BedrockRerankerOptions options) {
  try {
    const detail::BedrockRerankWire wire(std::move(options));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

std::string arn_in(BedrockRerankerOptions options) {
  const std::vector<std::string> texts = {"a"};
  const std::string body = detail::BedrockRerankWire(std::move(options)).request("q", texts, 1).body;
  const std::string before = R"("modelArn":")";
  const auto at = body.find(before) + before.size();
  return body.substr(at, body.find('"', at) - at);
}

TEST(BedrockReranker, TheModelIsNamedByItsArn) {
  EXPECT_EQ(arn_in(bedrock_ranks()), "arn:aws:bedrock:us-west-2::foundation-model/cohere.rerank-v3-5:0");
  BedrockRerankerOptions options = bedrock_ranks();
  options.server.region = "us-gov-west-1";
  EXPECT_EQ(arn_in(options), "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/cohere.rerank-v3-5:0");
  EXPECT_EQ(arn_in(bedrock_ranks("arn:aws:bedrock:x::foundation-model/y")), "arn:aws:bedrock:x::foundation-model/y");
}

TEST(BedrockReranker, SignsWithAccessKeysEvenWhereThereIsAnApiKey) {
  BedrockRerankerOptions options = bedrock_ranks();
  options.server.api_key = Secret("canary-key");
  const std::vector<std::string> texts = {"a"};
  const HttpRequest request = detail::BedrockRerankWire(options).request("q", texts, 1);
  EXPECT_EQ(request.url, "https://bedrock-agent-runtime.us-west-2.amazonaws.com/rerank");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_NE(request.credentials[0].secret.reveal().find("/us-west-2/bedrock/aws4_request"), std::string_view::npos);
  EXPECT_EQ(request.credentials[0].secret.reveal().find("canary"), std::string_view::npos);
}

TEST(BedrockReranker, OptionsThatCanNeverWork) {
  BedrockRerankerOptions options = bedrock_ranks();
  options.server.secret_access_key = Secret();
  options.server.api_key = Secret("canary-key");
  EXPECT_EQ(bedrock_rank_code(options), ErrorCode::permission_denied);
  options.server.base_url = "http://gateway";
  EXPECT_EQ(bedrock_rank_code(options), ErrorCode::internal);
  options.server.region = "";
  EXPECT_EQ(bedrock_rank_code(options), ErrorCode::invalid_argument);
  options = bedrock_ranks();
  options.max_texts = 1'001;
  EXPECT_EQ(bedrock_rank_code(options), ErrorCode::invalid_argument);
  EXPECT_EQ(bedrock_rank_code(bedrock_ranks("")), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
