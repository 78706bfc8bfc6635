#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/ollama.hpp>

#include "provider/ollama/ollama_embedding_wire.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

detail::Embedded embedded(std::string_view body) {
  const detail::OllamaEmbeddingWire wire({.server = {.model = "e"}});
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

TEST(OllamaEmbedder, BatchesInOrder) {
  TestServer server([](const Received& request) {
    json vectors = json::array();
    const json asked = json::parse(request.body);
    for (const auto& text : asked["input"]) vectors.push_back({std::stod(text.get<std::string>()), 0.5});
    return Reply::text(200, json{{"model", "e"}, {"embeddings", vectors}, {"prompt_eval_count", 3}}.dump());
  });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const auto embedder = ollama_embedder({.server = {.model = "e", .base_url = server.url(), .api_key = Secret("k")}, .max_inputs = 3});
  const std::vector<std::string> texts = {"0", "1", "2", "3", "4"};
  const auto vectors = sync_wait(embedder->embed(texts, EmbedPurpose::document, context), context);
  ASSERT_EQ(vectors.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(vectors[i], (Embedding{static_cast<float>(i), 0.5F}));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].target, "/api/embed");
  EXPECT_EQ(requests[0].header("authorization"), "Bearer k");
}

TEST(OllamaEmbedder, Request) {
  const detail::OllamaEmbeddingWire wire({.server = {.model = "all-minilm"}, .dimensions = 256});
  const std::vector<std::string> texts = {"a", ""};
  EXPECT_EQ(wire.request(texts, EmbedPurpose::query).body, R"({"model":"all-minilm","input":["a"," "],"truncate":false,"dimensions":256})");
  EXPECT_EQ(wire.service().shape.dimensions, 256U);
}

TEST(OllamaEmbedder, ReadsTheDocumentedAnswer) {
  const detail::Embedded result = embedded(
      R"({"model":"all-minilm","embeddings":[[0.5,-1.5]],"total_duration":14143917,"load_duration":1019500,"prompt_eval_count":8})");
  EXPECT_EQ(result.vectors, (std::vector<Embedding>{{0.5F, -1.5F}}));
  EXPECT_EQ(result.input_tokens, 8);
}

TEST(OllamaEmbedder, WhatDoesNotFitIsRefused) {
  for (const char* body : {"{}", "[]", "<html>", R"({"embeddings":{}})", R"({"embeddings":[["x"]]})", R"({"embedding":[1]})"}) {
    EXPECT_EQ(code_of(body), ErrorCode::bad_response) << body;
  }
  EXPECT_EQ(code_of(R"({"error":"the input length exceeds the context length"})"), ErrorCode::context_too_long);
  EXPECT_THROW((void)ollama_embedder({.server = {.model = "e"}, .max_inputs = 0}), Error);
}

}  // namespace
}  // namespace baton::test
