#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/cohere.hpp>

#include "provider/cohere/cohere_embedding_wire.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

detail::Embedded embedded(std::string_view body) {
  const detail::CohereEmbeddingWire wire({.server = {.model = "e"}});
  HttpHead head;
  head.status = 200;
  return wire.read(head, body, 1);
}

ErrorCode code_of(std::string_view body) {
  try {
    (void)embedded(body);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(CohereEmbedder, BatchesOfNinetySix) {
  TestServer server([](const Received& request) {
    json vectors = json::array();
    const json asked = json::parse(request.body);
    for (const auto& text : asked["texts"]) vectors.push_back({std::stod(text.get<std::string>()), 0.5});
    return Reply::text(200, json{{"id", "i"}, {"embeddings", {{"float", vectors}}}, {"texts", json::array()}}.dump());
  });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const auto embedder = cohere_embedder({.server = {.model = "e", .base_url = server.url(), .api_key = Secret("k")}});
  std::vector<std::string> texts;
  for (int i = 0; i < 100; ++i) texts.push_back(std::to_string(i));
  const auto vectors = sync_wait(embedder->embed(texts, EmbedPurpose::document, context), context);
  ASSERT_EQ(vectors.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(vectors[i], (Embedding{static_cast<float>(i), 0.5F}));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].target, "/v2/embed");
  EXPECT_EQ(server.requests()[0].header("authorization"), "Bearer k");
}

TEST(CohereEmbedder, AQuestionIsAskedAsOne) {
  const detail::CohereEmbeddingWire wire({.server = {.model = "embed-v4.0"}, .dimensions = 256});
  const std::vector<std::string> texts = {"a", ""};
  EXPECT_EQ(wire.request(texts, EmbedPurpose::query).body,
            R"({"model":"embed-v4.0","texts":["a"," "],"input_type":"search_query","embedding_types":["float"],"output_dimension":256})");
  EXPECT_EQ(json::parse(wire.request(texts, EmbedPurpose::document).body)["input_type"], "search_document");
  EXPECT_EQ(wire.service().shape.dimensions, 256U);
}

TEST(CohereEmbedder, ReadsTheDocumentedAnswer) {
  const detail::Embedded result = embedded(
      R"({"id":"i","texts":["hello"],"embeddings":{"float":[[0.5,-1.5]]},"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":2}},"response_type":"embeddings_by_type"})");
  EXPECT_EQ(result.vectors, (std::vector<Embedding>{{0.5F, -1.5F}}));
  EXPECT_EQ(result.input_tokens, 2);
}

TEST(CohereEmbedder, WhatDoesNotFitIsRefused) {
  for (const char* body : {"{}", "[]", "<html>", R"({"embeddings":{"float":{}}})", R"({"embeddings":{"float":[["x"]]}})", R"({"embeddings":[[1]]})"}) {
    EXPECT_EQ(code_of(body), ErrorCode::bad_response) << body;
  }
  EXPECT_EQ(code_of(R"({"message":"invalid request"})"), ErrorCode::overloaded);
  EXPECT_THROW((void)cohere_embedder({.server = {.model = "e"}, .max_inputs = 97}), Error);
  EXPECT_THROW((void)cohere_embedder({.server = {.model = "e"}, .max_inputs = 0}), Error);
}

}  // namespace
}  // namespace baton::test
