#include "provider/rerank/http_rerank_wire.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

detail::Reranked ranks_in(std::string_view body) {
  const detail::HttpRerankWire wire({.model = "m", .base_url = "http://h"});
  HttpHead head;
  head.status = 200;
  return wire.read(head, body);
}

TEST(HttpRerankWire, ResultsDataOrABareList) {
  for (const char* body : {R"({"results":[{"index":3,"relevance_score":0.5}]})", R"({"data":[{"index":3,"relevance_score":0.5}]})",
                           R"([{"index":3,"score":0.5}])", R"({"results":[{"index":3,"score":0.5}]})"}) {
    const auto result = ranks_in(body);
    ASSERT_EQ(result.ranks.size(), 1U) << body;
    EXPECT_EQ(result.ranks[0].index, 3U);
    EXPECT_EQ(result.ranks[0].score, 0.5);
  }
}

TEST(HttpRerankWire, AnotherDialect) {
  HttpRerankerOptions options{.model = "rerank-2.5", .base_url = "http://h/v1"};
  options.dialect = {.path = "/other", .top_field = "top_k"};
  options.headers = {{"x-team", "blue"}};
  const std::vector<std::string> texts = {"a"};
  const HttpRequest request = detail::HttpRerankWire(options).request("q", texts, 1);
  EXPECT_EQ(request.url, "http://h/v1/other");
  EXPECT_EQ(request.body, R"({"model":"rerank-2.5","query":"q","documents":["a"],"top_k":1})");
  EXPECT_EQ(request.headers.front().value, "blue");
  EXPECT_TRUE(request.credentials.empty());
}

TEST(HttpRerankWire, OptionsThatCannotWork) {
  EXPECT_THROW((void)http_reranker({.model = "m"}), Error);
  EXPECT_THROW((void)http_reranker({.base_url = "http://h"}), Error);
  EXPECT_THROW((void)http_reranker({.model = "m", .base_url = "http://h", .max_texts = 0}), Error);
  EXPECT_THROW((void)http_reranker({.model = "m", .base_url = "http://h", .concurrency = 0}), Error);
}

TEST(HttpRerankWire, TheRegistryKnowsWhoReranks) {
  for (const char* name : {"cohere/rerank-v3.5", "jina/jina-reranker-v3", "vllm/BAAI/bge-reranker-base", "llamacpp/m", "tei/m"}) {
    EXPECT_EQ(reranker(name, {.api_key = Secret("k")})->name(), name);
  }
  try {
    (void)reranker("anthropic/claude", {.api_key = Secret("k")});
    ADD_FAILURE() << "it was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
  }
  ::unsetenv("COHERE_API_KEY");
  EXPECT_THROW((void)reranker("cohere/rerank-v3.5"), Error);
  EXPECT_THROW((void)reranker("nobody/m"), Error);
}

}  // namespace
}  // namespace baton::test
