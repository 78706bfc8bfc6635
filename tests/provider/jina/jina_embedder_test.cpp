#include "provider/jina/jina_embedding_wire.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

const std::vector<std::string> jina_texts = {"a", ""};

std::string body_for(const std::string& model, EmbedPurpose purpose, std::size_t dimensions = 0) {
  return detail::JinaEmbeddingWire({.model = model, .dimensions = dimensions}).request(jina_texts, purpose).body;
}

TEST(JinaEmbedder, AsksForTheTask) {
  EXPECT_EQ(body_for("jina-embeddings-v4", EmbedPurpose::query), R"({"model":"jina-embeddings-v4","input":["a"," "],"task":"retrieval.query"})");
  EXPECT_EQ(body_for("jina-embeddings-v3", EmbedPurpose::document, 256),
            R"({"model":"jina-embeddings-v3","input":["a"," "],"task":"retrieval.passage","dimensions":256})");
  EXPECT_EQ(body_for("jina-code-embeddings-0.5b", EmbedPurpose::query), R"({"model":"jina-code-embeddings-0.5b","input":["a"," "],"task":"nl2code.query"})");
  EXPECT_EQ(body_for("jina-embeddings-v2-base-en", EmbedPurpose::query), R"({"model":"jina-embeddings-v2-base-en","input":["a"," "]})");
  EXPECT_EQ(body_for("jina-clip-v2", EmbedPurpose::query), R"({"model":"jina-clip-v2","input":["a"," "],"task":"retrieval.query"})");
  EXPECT_EQ(body_for("jina-clip-v2", EmbedPurpose::document), R"({"model":"jina-clip-v2","input":["a"," "]})");
}

TEST(JinaEmbedder, ReadsTheDocumentedAnswer) {
  const detail::JinaEmbeddingWire wire({.model = "jina-embeddings-v3", .api_key = Secret("k")});
  HttpHead head;
  head.status = 200;
  const detail::Embedded result = wire.read(
      head, R"({"model":"jina-embeddings-v3","object":"list","usage":{"total_tokens":6,"prompt_tokens":6},"data":[{"object":"embedding","index":1,"embedding":[3,4]},{"object":"embedding","index":0,"embedding":[1,2]}]})", 2);
  EXPECT_EQ(result.vectors, (std::vector<Embedding>{{1.0F, 2.0F}, {3.0F, 4.0F}}));
  EXPECT_EQ(result.input_tokens, 6);
  EXPECT_THROW((void)wire.read(head, R"({"detail":"no"})", 1), Error);
  const HttpRequest request = wire.request(jina_texts, EmbedPurpose::query);
  EXPECT_EQ(request.url, "https://api.jina.ai/v1/embeddings");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].prefix, "Bearer ");
}

TEST(JinaEmbedder, TheRegistryKnowsIt) {
  EXPECT_EQ(embedder("jina/jina-embeddings-v3", {.api_key = Secret("k")})->name(), "jina/jina-embeddings-v3");
  EXPECT_THROW((void)model("jina/m", {.api_key = Secret("k")}), Error);
}

}  // namespace
}  // namespace baton::test
