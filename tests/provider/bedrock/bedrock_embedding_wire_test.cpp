#include "provider/bedrock/bedrock_embedding_wire.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

BedrockEmbedderOptions bedrock_embeds(std::string model, std::size_t dimensions = 0) {
  return {.server = {.model = std::move(model), .region = "us-east-1", .api_key = Secret("k")}, .dimensions = dimensions};
}

detail::Embedded bedrock_embedded(std::string_view body, std::size_t count = 1) {
  const detail::BedrockEmbeddingWire wire(bedrock_embeds("cohere.embed-v4:0"));
  HttpHead head;
  head.status = 200;
  return wire.read(head, body, count);
}

ErrorCode bedrock_embed_code(BedrockEmbedderOptions options) {
  try {
    (void)bedrock_embedder(std::move(options));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
TEST(BedrockEmbedder, TitanTakesOneTextAtATime) {
  TestServer server([](const Received& request) {
    const std::string text = json::parse(request.body)["inputText"];
    const double value = text == " " ? 0.0 : std::stod(text);
    return Reply::text(200, json{{"embedding", {value, 0.5}}, {"inputTextTokenCount", 1},
                                 {"embeddingsByType", {{"float", {value, 0.5}}}}}.dump());
  });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  BedrockEmbedderOptions options = bedrock_embeds("amazon.titan-embed-text-v2:0");
  options.server.base_url = server.url();
  const auto vectors = sync_wait(bedrock_embedder(options)->embed({"1", "", "3"}, EmbedPurpose::document, context), context);
  EXPECT_EQ(vectors, (std::vector<Embedding>{{1.0F, 0.5F}, {0.0F, 0.5F}, {3.0F, 0.5F}}));
  ASSERT_EQ(server.requests().size(), 3U);
  EXPECT_EQ(server.requests()[0].target, "/model/amazon.titan-embed-text-v2%3A0/invoke");
  EXPECT_EQ(server.requests()[0].header("authorization"), "Bearer k");
}

TEST(BedrockEmbedder, AsksInTheFormOfTheModelsMaker) {
  const std::vector<std::string> texts = {"a", ""};
  const auto body = [&texts](const std::string& model, std::size_t dimensions, EmbedPurpose purpose) {
    return detail::BedrockEmbeddingWire(bedrock_embeds(model, dimensions)).request(texts, purpose).body;
  };
  EXPECT_EQ(body("amazon.titan-embed-text-v2:0", 0, EmbedPurpose::query), R"({"inputText":"a","normalize":true})");
  EXPECT_EQ(body("amazon.titan-embed-text-v2:0", 256, EmbedPurpose::query), R"({"inputText":"a","dimensions":256,"normalize":true})");
  EXPECT_EQ(body("amazon.titan-embed-text-v1", 0, EmbedPurpose::document), R"({"inputText":"a"})");
  EXPECT_EQ(body("cohere.embed-multilingual-v3", 0, EmbedPurpose::document),
            R"({"texts":["a"," "],"input_type":"search_document","truncate":"NONE","embedding_types":["float"]})");
  EXPECT_EQ(body("global.cohere.embed-v4:0", 512, EmbedPurpose::query),
            R"({"texts":["a"," "],"input_type":"search_query","truncate":"NONE","embedding_types":["float"],"output_dimension":512})");
  EXPECT_EQ(detail::BedrockEmbeddingWire(bedrock_embeds("cohere.embed-v4:0", 512)).service().shape.dimensions, 512U);
  EXPECT_EQ(detail::BedrockEmbeddingWire(bedrock_embeds("cohere.embed-v4:0")).service().shape.max_inputs, 96U);
}

// …/model-parameters-embed-v4.html and …/model-parameters-embed-v3.html
TEST(BedrockEmbedder, ReadsTheDocumentedAnswers) {
  const std::vector<Embedding> two = {{0.5F, -1.5F}, {1.0F, 2.0F}};
  EXPECT_EQ(bedrock_embedded(R"({"id":"i","response_type":"embeddings_by_type","embeddings":{"float":[[0.5,-1.5],[1,2]]},"texts":["a","b"]})", 2).vectors, two);
  EXPECT_EQ(bedrock_embedded(R"({"embeddings":[[0.5,-1.5],[1,2]],"id":"i","response_type":"embeddings_floats","texts":["a","b"]})", 2).vectors, two);
  const auto titan = bedrock_embedded(R"({"embedding":[0.5,-1.5],"inputTextTokenCount":7})");
  EXPECT_EQ(titan.vectors, (std::vector<Embedding>{{0.5F, -1.5F}}));
  EXPECT_EQ(titan.input_tokens, 7);
}

TEST(BedrockEmbedder, WhatDoesNotFitIsRefused) {
  for (const char* body : {"{}", "[]", "<html>", "", R"({"embedding":"x"})", R"({"embedding":["x"]})", R"({"embeddings":{"float":{}}})",
                           R"({"embeddings":{"int8":[[1]]}})", R"({"embeddings":["x"]})", R"({"embeddings":7})"}) {
    try {
      (void)bedrock_embedded(body);
      ADD_FAILURE() << body;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_response) << body;
      EXPECT_EQ(error.provider(), "bedrock") << body;
    }
  }
  EXPECT_EQ(bedrock_embed_code(bedrock_embeds("amazon.nova-pro-v1:0")), ErrorCode::unsupported);
  EXPECT_EQ(bedrock_embed_code(bedrock_embeds("cohere.embed-english-v3", 256)), ErrorCode::unsupported);
  EXPECT_EQ(bedrock_embed_code(bedrock_embeds("amazon.titan-embed-text-v1", 256)), ErrorCode::unsupported);
  EXPECT_EQ(bedrock_embed_code(bedrock_embeds("")), ErrorCode::invalid_argument);
  BedrockEmbedderOptions none = bedrock_embeds("cohere.embed-v4:0");
  none.concurrency = 0;
  EXPECT_EQ(bedrock_embed_code(none), ErrorCode::invalid_argument);
}

TEST(BedrockEmbedder, SignsWithAccessKeys) {
  BedrockEmbedderOptions options = bedrock_embeds("cohere.embed-v4:0");
  options.server.api_key = Secret();
  options.server.access_key_id = "AKIDEXAMPLE";
  options.server.secret_access_key = Secret("canary-secret");
  const std::vector<std::string> texts = {"a"};
  const HttpRequest request = detail::BedrockEmbeddingWire(options).request(texts, EmbedPurpose::query);
  EXPECT_EQ(request.url, "https://bedrock-runtime.us-east-1.amazonaws.com/model/cohere.embed-v4%3A0/invoke");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_NE(request.credentials[0].secret.reveal().find("/us-east-1/bedrock/aws4_request"), std::string_view::npos);
  EXPECT_EQ(request.body.find("canary"), std::string::npos);
}

}  // namespace
}  // namespace baton::test
