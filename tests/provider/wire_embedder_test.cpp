#include "provider/wire_embedder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/budget.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/provider/openai.hpp>

#include "provider/openai/openai_embedding_wire.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

const std::string answer = R"({"data":[{"index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":7}})";

std::vector<Embedding> embed(const Embedder& with, std::vector<std::string> texts, const Context& context) {
  return sync_wait(with.embed(std::move(texts), EmbedPurpose::query, context), context);
}

/// A vendor's wire whose keys expire.
class ExpiringEmbeddings : public detail::OpenAiEmbeddingWire {
 public:
  ExpiringEmbeddings(std::string url, std::shared_ptr<const TokenSource> tokens)
      : OpenAiEmbeddingWire({.server = {.model = "e", .base_url = std::move(url)}}),
        service_(OpenAiEmbeddingWire::service()) {
    service_.peer = {"openai", "", {}, std::move(tokens)};
  }
  [[nodiscard]] const detail::EmbeddingService& service() const noexcept override { return service_; }

 private:
  detail::EmbeddingService service_;
};

struct Ledger : Budget {
  void reserve(std::string_view, const Spend& worst_case) override { reserved.push_back(worst_case); }
  void settle(std::string_view, const Spend&, const Spend& actual) noexcept override { settled.push_back(actual); }
  std::vector<Spend> reserved;
  std::vector<Spend> settled;
};

class WireEmbedder : public ::testing::Test {
 protected:
  [[nodiscard]] std::shared_ptr<const Embedder> embedder() const {
    return openai_embedder({.server = {.model = "e", .base_url = server.url()}, .max_inputs = 1, .concurrency = 1});
  }
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }

  TestServer server;
  Runtime runtime;
};

TEST_F(WireEmbedder, AsksAgainOnceWhenATokenIsRefused) {
  int fetched = 0;
  auto tokens = std::make_shared<TokenSource>([&](Context) -> Task<AccessToken> {
    co_return AccessToken{Secret("token-" + std::to_string(++fetched))};
  });
  const auto expiring = detail::wire_embedder(std::make_unique<ExpiringEmbeddings>(server.url(), tokens));
  server.push(Reply::text(401, "{}"));
  server.push(Reply::text(200, answer));
  EXPECT_EQ(embed(*expiring, {"a"}, context()), (std::vector<Embedding>{{1.0F, 2.0F}}));
  std::vector<std::string> sent;
  for (const auto& received : server.requests()) sent.push_back(received.header("authorization"));
  EXPECT_EQ(sent, (std::vector<std::string>{"Bearer token-1", "Bearer token-2"}));
}

TEST_F(WireEmbedder, BudgetsEachRequestAndTakesWhatWasCounted) {
  auto ledger = std::make_shared<Ledger>();
  server.push(Reply::text(200, answer));
  server.push(Reply::text(200, R"({"data":[{"index":0,"embedding":[1,2]}]})"));
  (void)embed(*embedder(), {"one text", "another text"}, context().with_budget(ledger));
  ASSERT_EQ(ledger->settled.size(), 2U);
  EXPECT_EQ(ledger->settled[0].input_tokens, 7);
  EXPECT_GT(ledger->settled[1].input_tokens, 0);
  EXPECT_LT(ledger->settled[1].input_tokens, ledger->reserved[1].input_tokens);
  server.push(Reply::text(500, "{}"));
  EXPECT_THROW((void)embed(*embedder(), {"a"}, context().with_budget(ledger)), Error);
  ASSERT_EQ(ledger->settled.size(), 3U);
  EXPECT_EQ(ledger->settled[2].input_tokens, 0);
}

TEST_F(WireEmbedder, BatchesOfDifferentLengthsAreAnError) {
  server.push(Reply::text(200, answer));
  server.push(Reply::text(200, R"({"data":[{"index":0,"embedding":[1,2,3]}]})"));
  try {
    (void)embed(*embedder(), {"a", "b"}, context());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_response);
    EXPECT_EQ(error.provider(), "openai");
  }
}

TEST_F(WireEmbedder, IsOneSpanThatFailsWithTheCall) {
  auto tracer = std::make_shared<MemoryTracer>();
  server.push(Reply::text(429, "{}"));
  EXPECT_THROW((void)embed(*embedder(), {"a"}, context().with_tracer(tracer)), Error);
  const auto spans = tracer->spans();
  ASSERT_EQ(spans.size(), 2U) << "the call and its request";
  EXPECT_EQ(spans[0].kind, SpanKind::embedding);
  EXPECT_EQ(spans[1].kind, SpanKind::http);
  EXPECT_EQ(spans[0].name, "embeddings e");
  ASSERT_TRUE(spans[0].error);
  EXPECT_EQ(spans[0].error->code(), ErrorCode::rate_limited);
}

}  // namespace
}  // namespace baton::test
