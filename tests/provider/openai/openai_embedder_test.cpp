#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/openai.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

/// Answers with the number in each text as its vector, in reverse order.
Reply count_texts(const Received& request) {
  const json texts = json::parse(request.body)["input"];
  json data = json::array();
  for (std::size_t i = texts.size(); i-- > 0;) {
    const auto text = texts[i].get<std::string>();
    data.push_back({{"index", i}, {"embedding", {text == " " ? -1.0 : std::stod(text), 0.5}}});
  }
  return Reply::text(200, json{{"data", data}, {"usage", {{"prompt_tokens", texts.size()}}}}.dump());
}

class OpenAiEmbedder : public ::testing::Test {
 protected:
  [[nodiscard]] std::shared_ptr<const Embedder> embedder(std::size_t max_inputs, std::size_t dimensions = 0) const {
    OpenAiEmbedderOptions options;
    options.server = {.model = "e", .base_url = server.url("/v1")};
    options.max_inputs = max_inputs;
    options.dimensions = dimensions;
    return openai_embedder(std::move(options));
  }
  [[nodiscard]] std::vector<Embedding> embed(const Embedder& with, std::vector<std::string> texts) {
    return sync_wait(with.embed(std::move(texts), EmbedPurpose::document, Context().with_runtime(runtime)));
  }

  TestServer server{count_texts};
  Runtime runtime;
};

TEST_F(OpenAiEmbedder, SplitsIntoBatchesAndKeepsTheOrder) {
  std::vector<std::string> texts;
  for (int i = 0; i < 23; ++i) texts.push_back(std::to_string(i));
  const auto vectors = embed(*embedder(5), texts);
  ASSERT_EQ(vectors.size(), 23U);
  for (std::size_t i = 0; i < 23; ++i) EXPECT_EQ(vectors[i], (Embedding{static_cast<float>(i), 0.5F}));
  EXPECT_EQ(server.requests().size(), 5U);
  EXPECT_EQ(server.requests().at(0).target, "/v1/embeddings");
}

TEST_F(OpenAiEmbedder, NoTextsNoRequest) {
  EXPECT_TRUE(embed(*embedder(5), {}).empty());
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(OpenAiEmbedder, EmptyTextsAreSentAsASpace) {
  EXPECT_EQ(embed(*embedder(5), {"", "3"}), (std::vector<Embedding>{{-1.0F, 0.5F}, {3.0F, 0.5F}}));
}

TEST_F(OpenAiEmbedder, WrongDimensionsAreAnError) {
  try {
    (void)embed(*embedder(5, 3), {"1"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_response);
    EXPECT_EQ(error.provider(), "openai");
  }
}

TEST_F(OpenAiEmbedder, OneFailedBatchFailsTheCall) {
  server.push(Reply::text(429, "{}"));
  EXPECT_THROW((void)embed(*embedder(1), {"1", "2", "3"}), Error);
}

TEST_F(OpenAiEmbedder, NameTellsWhatChangesTheVectors) {
  EXPECT_EQ(embedder(5)->name(), "openai/e");
  EXPECT_EQ(embedder(5, 256)->name(), "openai/e@256");
  EXPECT_EQ(embedder(5, 256)->dimensions(), 256U);
  EXPECT_THROW((void)embedder(0), Error);
}

}  // namespace
}  // namespace baton::test
