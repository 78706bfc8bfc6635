#include "provider/gemini/vertex_embedding_wire.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

VertexEmbedderOptions vertex_embeds(std::string model, std::size_t dimensions = 0) {
  return {.server = {.model = std::move(model), .project = "mine", .location = "us-central1", .access_token = Secret("sk-canary")},
          .dimensions = dimensions};
}

HttpRequest vertex_embed_request(std::string model, EmbedPurpose purpose, std::size_t dimensions = 0) {
  const std::vector<std::string> texts = {"A", ""};
  return detail::VertexEmbeddingWire(vertex_embeds(std::move(model), dimensions)).request(texts, purpose);
}

detail::Embedded vertex_embedded(const char* body) {
  HttpHead head;
  head.status = 200;
  return detail::VertexEmbeddingWire(vertex_embeds("m")).read(head, body, 1);
}

TEST(VertexEmbeddingWire, PredictTakesSeveralTexts) {
  const HttpRequest request = vertex_embed_request("text-embedding-005", EmbedPurpose::document, 256);
  EXPECT_EQ(request.url,
            "https://us-central1-aiplatform.googleapis.com/v1/projects/mine/locations/us-central1/publishers/google/models/text-embedding-005:predict");
  EXPECT_EQ(json::parse(request.body), json::parse(R"({"instances":[{"content":"A","task_type":"RETRIEVAL_DOCUMENT"},
    {"content":" ","task_type":"RETRIEVAL_DOCUMENT"}],"parameters":{"autoTruncate":false,"outputDimensionality":256}})"));
  EXPECT_EQ(json::parse(vertex_embed_request("text-embedding-005", EmbedPurpose::query).body)["instances"][0]["task_type"], "RETRIEVAL_QUERY");
  EXPECT_EQ(detail::VertexEmbeddingWire(vertex_embeds("text-embedding-005", 256)).service().shape.dimensions, 256U);
}

TEST(VertexEmbeddingWire, GeminisTakeOneText) {
  EXPECT_TRUE(vertex_embed_request("gemini-embedding-001", EmbedPurpose::query).url.ends_with("/models/gemini-embedding-001:predict"));
  const HttpRequest newer = vertex_embed_request("gemini-embedding-2", EmbedPurpose::query, 768);
  EXPECT_TRUE(newer.url.ends_with("/models/gemini-embedding-2:embedContent"));
  EXPECT_EQ(json::parse(newer.body), json::parse(R"({"content":{"parts":[{"text":"task: search result | query: A"}]},
    "outputDimensionality":768,"autoTruncate":false})"));
  EXPECT_EQ(detail::VertexEmbeddingWire(vertex_embeds("gemini-embedding-001")).service().shape.max_inputs, 1U);
  EXPECT_EQ(detail::VertexEmbeddingWire(vertex_embeds("gemini-embedding-2")).service().shape.max_inputs, 1U);
  EXPECT_EQ(detail::VertexEmbeddingWire(vertex_embeds("text-embedding-005")).service().shape.max_inputs, 9U);
}

// Vertex AI's pages "Text embeddings API" and "models.embedContent".
TEST(VertexEmbeddingWire, ReadsTheDocumentedAnswers) {
  const auto predicted = vertex_embedded(
      R"({"predictions":[{"embeddings":{"values":[0.5,-1.5],"statistics":{"truncated":false,"token_count":4}}},{"embeddings":{"values":[1,2],"statistics":{"tokenCount":3}}}],"metadata":{"billableCharacterCount":23}})");
  EXPECT_EQ(predicted.vectors, (std::vector<Embedding>{{0.5F, -1.5F}, {1.0F, 2.0F}}));
  EXPECT_EQ(predicted.input_tokens, 7);
  const auto content = vertex_embedded(R"({"embedding":{"values":[0.5,-1.5]},"usageMetadata":{"promptTokenCount":6},"truncated":false})");
  EXPECT_EQ(content.vectors, (std::vector<Embedding>{{0.5F, -1.5F}}));
  EXPECT_EQ(content.input_tokens, 6);
}

TEST(VertexEmbeddingWire, WhatDoesNotFitIsRefused) {
  for (const char* body : {"<html>", "", "{}", "7", R"({"predictions":[{}]})", R"({"predictions":["x"]})", R"({"embedding":7})",
                           R"({"embedding":{"values":["x"]}})", R"({"predictions":[{"embeddings":{"values":{}}}]})"}) {
    try {
      (void)vertex_embedded(body);
      ADD_FAILURE() << body;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_response) << body;
      EXPECT_EQ(error.provider(), "vertex") << body;
    }
  }
  VertexEmbedderOptions many = vertex_embeds("text-embedding-005");
  many.max_inputs = 251;
  EXPECT_THROW((void)vertex_embedder(many), Error);
  many.max_inputs = 0;
  EXPECT_THROW((void)vertex_embedder(many), Error);
  EXPECT_THROW((void)vertex_embedder(vertex_embeds("")), Error);
  EXPECT_THROW((void)vertex_embedder(vertex_embeds("a b")), Error);
}

TEST(VertexEmbeddingWire, OverHttp) {
  TestServer server([](const Received& received) {
    json answer = {{"predictions", json::array()}};
    const json asked = json::parse(received.body);
    for (const auto& one : asked["instances"]) {
      answer["predictions"].push_back({{"embeddings", {{"values", {static_cast<double>(one["content"].get<std::string>().size())}}}}});
    }
    return Reply::text(200, answer.dump());
  });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  VertexEmbedderOptions options = vertex_embeds("text-embedding-005");
  options.server.base_url = server.url();
  options.max_inputs = 2;
  const auto vectors = sync_wait(vertex_embedder(options)->embed({"1", "22", "333"}, EmbedPurpose::document, context), context);
  EXPECT_EQ(vectors, (std::vector<Embedding>{{1}, {2}, {3}}));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].header("authorization"), "Bearer sk-canary");
}

}  // namespace
}  // namespace baton::test
