#include "provider/openai/openai_embedding_wire.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace baton::test {
namespace {

using detail::Embedded;

Embedded read(std::string_view body, std::size_t count, std::size_t dimensions = 0) {
  const detail::Peer peer{"openai", "OPENAI_API_KEY", Secret("sk-canary-1234567890")};
  HttpHead head;
  head.status = 200;
  Embedded result = detail::read_openai_embeddings(peer, head, body, count, {});
  detail::check_embeddings(peer, head, result.vectors, count, dimensions);
  return result;
}

ErrorCode code_of(std::string_view body, std::size_t count, std::size_t dimensions = 0) {
  try {
    (void)read(body, count, dimensions);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(OpenAiEmbeddingWire, BodyOfABatch) {
  OpenAiEmbedderOptions options;
  options.server.model = "e";
  const std::vector<std::string> texts = {"a", ""};
  EXPECT_EQ(detail::openai_embedding_body(options, texts), R"({"model":"e","input":["a"," "]})");
  options.dimensions = 256;
  options.server.dialect.base64_embeddings = true;
  EXPECT_EQ(detail::openai_embedding_body(options, texts),
            R"({"model":"e","input":["a"," "],"dimensions":256,"encoding_format":"base64"})");
}

TEST(OpenAiEmbeddingWire, OrdersByIndex) {
  const auto result = read(R"({"object":"list","data":[{"object":"embedding","index":1,"embedding":[3,4.5]},
      {"object":"embedding","index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":5,"total_tokens":5}})", 2);
  EXPECT_EQ(result.vectors, (std::vector<Embedding>{{1.0F, 2.0F}, {3.0F, 4.5F}}));
  EXPECT_EQ(result.input_tokens, 5);
}

TEST(OpenAiEmbeddingWire, Base64IsLittleEndianFloats) {
  // 1.0f, -2.5f
  EXPECT_EQ(read(R"({"data":[{"index":0,"embedding":"AACAPwAAIMA="}]})", 1).vectors.at(0),
            (Embedding{1.0F, -2.5F}));
}

TEST(OpenAiEmbeddingWire, WithoutIndicesTheOrderStands) {
  EXPECT_EQ(read(R"({"data":[{"embedding":[1]},{"embedding":[2]}]})", 2).vectors,
            (std::vector<Embedding>{{1.0F}, {2.0F}}));
}

TEST(OpenAiEmbeddingWire, WhatDoesNotFitIsRefused) {
  const auto bad = ErrorCode::bad_response;
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":[1]}]})", 2), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})", 2), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":7,"embedding":[1]}]})", 1), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]})", 2), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":[1]}]})", 1, 3), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":[]}]})", 1), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":["x"]}]})", 1), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":"AAA"}]})", 1), bad);
  EXPECT_EQ(code_of(R"({"data":[{"index":0,"embedding":"AAAA"}]})", 1), bad);
  EXPECT_EQ(code_of(R"({"data":{}})", 1), bad);
  EXPECT_EQ(code_of("<html>", 1), bad);
  EXPECT_EQ(code_of("{\"data\":[", 1), bad);
  EXPECT_EQ(code_of(R"({"error":{"message":"x","code":429}})", 1), ErrorCode::rate_limited);
}

}  // namespace
}  // namespace baton::test
