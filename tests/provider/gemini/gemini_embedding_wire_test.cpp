#include "provider/gemini/gemini_embedding_wire.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

detail::GeminiEmbeddingWire wire(const char* model, std::size_t dimensions = 0) {
  return detail::GeminiEmbeddingWire({.server = {.model = model, .api_key = Secret("sk-canary")}, .dimensions = dimensions});
}

json body_of(const detail::GeminiEmbeddingWire& wire, EmbedPurpose purpose) {
  const std::vector<std::string> texts = {"A", ""};
  return json::parse(wire.request(texts, purpose).body);
}

Error error_of(const char* body) {
  HttpHead head;
  head.status = 200;
  try {
    (void)wire("m").read(head, body, 1);
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "no error"};
}

TEST(GeminiEmbeddingWire, ThePurposeIsATaskType) {
  const auto older = wire("gemini-embedding-001", 256);
  EXPECT_EQ(body_of(older, EmbedPurpose::document), json::parse(R"({"requests":[
    {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"A"}]},"taskType":"RETRIEVAL_DOCUMENT","outputDimensionality":256},
    {"model":"models/gemini-embedding-001","content":{"parts":[{"text":" "}]},"taskType":"RETRIEVAL_DOCUMENT","outputDimensionality":256}]})"));
  EXPECT_EQ(body_of(older, EmbedPurpose::query)["requests"][0]["taskType"], "RETRIEVAL_QUERY");
  EXPECT_EQ(older.service().shape.dimensions, 256U);
  EXPECT_EQ(older.request({}, EmbedPurpose::query).url, "https://generativelanguage.googleapis.com/v1beta/models/gemini-embedding-001:batchEmbedContents");
}

TEST(GeminiEmbeddingWire, ThePurposeIsInFrontOfTheText) {
  EXPECT_EQ(body_of(wire("gemini-embedding-2"), EmbedPurpose::query)["requests"][0],
            json::parse(R"({"model":"models/gemini-embedding-2","content":{"parts":[{"text":"task: search result | query: A"}]}})"));
  EXPECT_EQ(body_of(wire("gemini-embedding-2-preview"), EmbedPurpose::document)["requests"][1]["content"]["parts"][0]["text"], "title: none | text:  ");
}

TEST(GeminiEmbeddingWire, BadAnswers) {
  EXPECT_EQ(error_of("<html>").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of("{}").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of(R"({"embeddings":[{"values":["x"]}]})").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of(R"({"embeddings":[{}]})").code(), ErrorCode::bad_response);
  const Error error = error_of(R"({"error":{"code":429,"message":"slower, sk-canary","status":"RESOURCE_EXHAUSTED"}})");
  EXPECT_EQ(error.code(), ErrorCode::rate_limited);
  EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos);
}

TEST(GeminiEmbeddingWire, OverHttp) {
  TestServer server([](const Received& received) {
    json answer = {{"embeddings", json::array()}, {"usageMetadata", {{"promptTokenCount", 3}}}};
    const json asked = json::parse(received.body);
    for (const auto& one : asked["requests"]) {
      answer["embeddings"].push_back({{"values", {1.0, static_cast<double>(one["content"]["parts"][0]["text"].get<std::string>().size())}}});
    }
    return Reply::text(200, answer.dump());
  });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const auto embedder = gemini_embedder({.server = {.model = "m", .base_url = server.url("/v1beta"), .api_key = Secret("k")}, .max_inputs = 2});
  EXPECT_EQ(embedder->name(), "gemini/m");
  const std::vector<Embedding> vectors = sync_wait(embedder->embed({"1", "22", "333"}, EmbedPurpose::document, context), context);
  EXPECT_EQ(vectors, (std::vector<Embedding>{{1, 1}, {1, 2}, {1, 3}}));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].target, "/v1beta/models/m:batchEmbedContents");
  EXPECT_EQ(server.requests()[0].header("x-goog-api-key"), "k");
}

TEST(GeminiEmbeddingWire, FoundByName) {
  EXPECT_EQ(embedder("gemini/gemini-embedding-2", {.api_key = Secret("k")})->name(), "gemini/gemini-embedding-2");
  const ModelSettings vertex{.base_url = "http://h", .api_key = Secret("k")};
  EXPECT_EQ(embedder("vertex/gemini-embedding-2", vertex)->name(), "vertex/gemini-embedding-2");
}

}  // namespace
}  // namespace baton::test
