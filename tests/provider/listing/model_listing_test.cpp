#include "provider/listing/model_listing.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/token_source.hpp>

#include "provider/azure/azure_options.hpp"
#include "provider/listing/vendor_listings.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

class ModelListing : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<ModelInfo> list(detail::ModelListing listing) {
    const Context context = Context().with_runtime(runtime);
    return sync_wait(detail::list_pages(std::move(listing), context), context);
  }
  [[nodiscard]] ErrorCode failure(detail::ModelListing listing) {
    try {
      (void)list(std::move(listing));
    } catch (const Error& error) {
      EXPECT_FALSE(error.provider().empty());
      return error.code();
    }
    return ErrorCode::internal;
  }

  Runtime runtime;
};

TEST_F(ModelListing, PagesWithoutEndAreBounded) {
  std::atomic<int> count{0};
  TestServer endless([&](const Received&) {
    return Reply::text(200, R"({"models":[{"name":"models/a"}],"nextPageToken":"t)" + std::to_string(++count) + R"("})");
  });
  EXPECT_EQ(failure(detail::gemini_listing({.base_url = endless.url()})), ErrorCode::limit_exceeded);
  EXPECT_EQ(count, 100);
}

TEST_F(ModelListing, AllPagesTogetherAreNoLargerThanOneAnswerMayBe) {
  std::atomic<int> count{0};
  TestServer large([&](const Received&) {
    return Reply::text(200, R"({"models":[],"nextPageToken":"t)" + std::to_string(++count) + R"(","x":")" +
                                std::string(4'000, 'x') + R"("})");
  });
  Limits limits;
  limits.bytes = 10'000;
  EXPECT_EQ(failure(detail::gemini_listing({.base_url = large.url(), .limits = limits})), ErrorCode::limit_exceeded);
  EXPECT_EQ(count, 3);
}

TEST_F(ModelListing, AWithdrawnTokenIsReplacedOnce) {
  std::atomic<int> fetched{0};
  const auto tokens = std::make_shared<TokenSource>([&](Context) -> Task<AccessToken> {
    co_return AccessToken{Secret("token-" + std::to_string(++fetched)), Context::Clock::now() + std::chrono::hours(1)};
  });
  TestServer server;
  server.push(Reply::text(401, "{}"));
  server.push(Reply::text(200, R"({"data":[{"id":"gpt-4.1"}]})"));
  auto options = detail::azure_chat_options({.base_url = server.url(), .tokens = tokens});
  EXPECT_EQ(list(detail::openai_listing(std::move(options))).at(0).id, "gpt-4.1");
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].header("authorization"), "Bearer token-1");
  EXPECT_EQ(server.requests()[1].header("authorization"), "Bearer token-2");
}

TEST_F(ModelListing, HeadersOfTheApplicationAreSent) {
  TestServer server;
  server.push(Reply::text(200, R"({"data":[],"has_more":false})"));
  EXPECT_TRUE(list(detail::anthropic_listing({.base_url = server.url() + "/", .headers = {{"x-team", "a"}}})).empty());
  EXPECT_EQ(server.requests().at(0).header("x-team"), "a");
  EXPECT_EQ(server.requests()[0].header("x-api-key"), "");
  EXPECT_EQ(server.requests()[0].target, "/v1/models?limit=1000");
}

TEST_F(ModelListing, VertexHasItsListElsewhere) {
  const auto listing = detail::vertex_listing({.project = "mine", .location = "europe-west4", .access_token = Secret("t")});
  EXPECT_EQ(listing.first.url, "https://europe-west4-aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=100");
  EXPECT_EQ(listing.first.headers.back().name, "x-goog-user-project");
  EXPECT_EQ(listing.first.headers.back().value, "mine");
  EXPECT_THROW((void)detail::vertex_listing({.project = "mine", .location = "evil.example/"}), Error);
  EXPECT_THROW((void)detail::vertex_listing({.project = "mine\r\nx: y"}), Error);
}

TEST_F(ModelListing, AServerThatCannotBeCalledIsRefusedAtOnce) {
  EXPECT_THROW((void)detail::cohere_listing({.base_url = "ftp://x"}), Error);
  EXPECT_THROW((void)detail::gemini_listing({.base_url = "http://x", .api_key = Secret("a\nb")}), Error);
}

}  // namespace
}  // namespace baton::test
