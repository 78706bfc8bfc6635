#include <cctype>
#include <cstdlib>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/policy.hpp>
#include <baton/provider/registry.hpp>

#include "provider/listing/listing_recordings.hpp"
#include "support/test_server.hpp"

// What every list of models must do, asked of each vendor, as the registry makes it, with the bytes that
// the vendor documents. A further vendor adds its recordings.

namespace baton::test {
namespace {

const std::string listing_canary = "sk-canary-1234567890";

class ListingContract : public ::testing::TestWithParam<ListingRecordings> {
 protected:
  // IBM's keys are exchanged elsewhere; a token is not.
  ListingContract() { (void)setenv("WATSONX_TOKEN", listing_canary.c_str(), 1); }
  ~ListingContract() override { (void)unsetenv("WATSONX_TOKEN"); }

  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }
  [[nodiscard]] std::vector<ModelInfo> list(const Context& with) const {
    ModelSettings settings{.base_url = server.url()};
    if (GetParam().vendor != "watsonx") settings.api_key = Secret(listing_canary);
    return sync_wait(list_models(GetParam().vendor, std::move(settings), with), with);
  }
  [[nodiscard]] Error failure(const Context& with) const {
    try {
      (void)list(with);
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
      return error;
    }
    return {ErrorCode::internal, "no error"};
  }
  [[nodiscard]] Error failure() { return failure(context()); }

  TestServer server;
  Runtime runtime;
};

std::string listing_name(const ::testing::TestParamInfo<ListingRecordings>& row) {
  std::string name = row.param.vendor;
  std::erase_if(name, [](unsigned char c) { return std::isalnum(c) == 0; });
  return name;
}

std::vector<ListingRecordings> paged_recordings() {
  auto paged = listing_recordings();
  std::erase_if(paged, [](const ListingRecordings& row) { return row.first.empty(); });
  return paged;
}

/// The vendors that have more than one page.
class ListingPages : public ListingContract {};

INSTANTIATE_TEST_SUITE_P(Vendors, ListingContract, ::testing::ValuesIn(listing_recordings()), listing_name);
INSTANTIATE_TEST_SUITE_P(Vendors, ListingPages, ::testing::ValuesIn(paged_recordings()), listing_name);

/// What the vendor documents, from a server that echoes the key.
std::string with_key(std::string text) {
  if (const auto at = text.find("KEY"); at != std::string::npos) text.replace(at, 3, listing_canary);
  return text;
}

TEST_P(ListingContract, ReadsWhatTheVendorTells) {
  server.push(Reply::text(200, GetParam().page));
  EXPECT_EQ(list(context()), GetParam().models);
  ASSERT_EQ(server.requests().size(), 1U);
  const Received request = server.requests()[0];
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, GetParam().target);
  EXPECT_EQ(request.body, "");
  EXPECT_EQ(request.header(GetParam().key_header), GetParam().key_prefix + listing_canary);
  EXPECT_EQ(request.header("anthropic-version"), GetParam().vendor == "anthropic" ? "2023-06-01" : "");
}

TEST_P(ListingContract, NoModelsAreNone) {
  server.push(Reply::text(200, GetParam().empty));
  EXPECT_TRUE(list(context()).empty());
}

TEST_P(ListingPages, AllOfThem) {
  server.push(Reply::text(200, GetParam().first));
  server.push(Reply::text(200, GetParam().page));
  EXPECT_EQ(list(context()), GetParam().models);
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[1].target, GetParam().second_target);
  EXPECT_EQ(server.requests()[1].header(GetParam().key_header), GetParam().key_prefix + listing_canary);
}

TEST_P(ListingPages, TheOneThatComesAgainIsNoEndlessLoop) {
  for (int i = 0; i < 2; ++i) server.push(Reply::text(200, GetParam().first));
  const Error error = failure();
  EXPECT_EQ(error.code(), ErrorCode::limit_exceeded) << error.what();
  EXPECT_EQ(error.provider(), GetParam().vendor);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_P(ListingContract, RefusalsAreMappedWithoutTheKey) {
  server.push(Reply::text(GetParam().error_status, with_key(GetParam().error),
                          "application/json", {{"x-request-id", "req-9"}}));
  const Error error = failure();
  EXPECT_EQ(error.code(), GetParam().error_code) << error.what();
  EXPECT_EQ(error.http_status(), GetParam().error_status);
  EXPECT_EQ(error.request_id(), "req-9");
  EXPECT_EQ(error.provider(), GetParam().vendor);
  server.push(Reply::text(200, R"({"error":{"message":"slow down )" + listing_canary + R"(","code":429}})"));
  EXPECT_EQ(failure().code(), ErrorCode::rate_limited);
  server.push(Reply::text(503, "<html>down</html>", "text/html"));
  const Error down = failure();
  EXPECT_EQ(down.code(), ErrorCode::overloaded);
  EXPECT_TRUE(down.retryable());
}

TEST_P(ListingContract, WhatIsNoListIsABadResponse) {
  const std::string half = GetParam().page.substr(0, GetParam().page.size() / 2);
  for (const std::string& body : {std::string(), std::string("<html>"), std::string("7"), std::string("null"),
                                  std::string(R"({"unknown":1})"), half}) {
    server.push(Reply::text(200, body));
    const Error error = failure();
    EXPECT_EQ(error.code(), ErrorCode::bad_response) << body << " " << error.what();
    EXPECT_EQ(error.provider(), GetParam().vendor) << body;
  }
}

TEST_P(ListingContract, MembersOfAnotherKindAreAbsent) {
  std::string page = GetParam().page;
  for (const char digit : {'1', '2', '3', '4', '5', '6', '7', '8', '9'}) {
    for (const char before : {':', ' '}) {
      const std::string from{before, digit};
      for (auto at = page.find(from); at != std::string::npos; at = page.find(from, at + 3)) page.insert(at + 1, "-");
    }
  }
  server.push(Reply::text(200, page));
  const auto models = list(context());
  ASSERT_EQ(models.size(), GetParam().models.size());
  for (std::size_t i = 0; i < models.size(); ++i) {
    EXPECT_EQ(models[i].id, GetParam().models[i].id);
    EXPECT_EQ(models[i].context_window, 0);
    EXPECT_EQ(models[i].max_output_tokens, 0);
  }
}

TEST_P(ListingContract, CancelledWhileItWaits) {
  server.push(Reply::hang_forever());
  std::stop_source waiting;
  std::thread stopper([&] {
    (void)server.wait_for_requests(1);
    waiting.request_stop();
  });
  EXPECT_EQ(failure(context().with_stop(waiting.get_token())).code(), ErrorCode::cancelled);
  stopper.join();
}

TEST_P(ListingContract, TheDeadlineEndsIt) {
  server.push(Reply::hang_forever());
  const auto soon = Context::Clock::now() + std::chrono::milliseconds(50);
  EXPECT_EQ(failure(context().with_deadline(soon)).code(), ErrorCode::deadline_exceeded);
}

TEST_P(ListingContract, RealRequestsCanBeForbidden) {
  forbid_real_requests();
  const Error error = failure();
  forbid_real_requests(false);
  EXPECT_EQ(error.code(), ErrorCode::permission_denied);
  EXPECT_TRUE(server.requests().empty());
}

TEST(ListModels, EveryVendorThatListsHasRecordings) {
  std::set<std::string> recorded = {"offline", "listing-test", "bedrock"};
  for (const auto& row : listing_recordings()) recorded.insert(row.vendor);
  for (const auto& vendor : known_vendors()) {
    if (recorded.contains(vendor)) continue;
    try {
      (void)sync_wait(list_models(vendor, {}, Context()));
      ADD_FAILURE() << vendor;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::unsupported) << vendor << ": " << error.what();
    }
  }
}

TEST(ListModels, OfflineNeedsNoNetwork) {
  const auto models = sync_wait(list_models("offline", {}, Context()));
  ASSERT_EQ(models.size(), 2U);
  EXPECT_EQ(model("offline/" + models[0].id).name(), "offline/extractive");
  EXPECT_EQ(embedder("offline/" + models[1].id)->name().rfind("offline/hashing", 0), 0U);
}

TEST(ListModels, AVendorOfTheApplicationListsItsOwn) {
  Vendor vendor{.name = "listing-test"};
  vendor.models = [](ModelSettings settings, Context) -> Task<std::vector<ModelInfo>> {
    ModelInfo only{.id = settings.base_url};
    co_return std::vector<ModelInfo>{std::move(only)};
  };
  register_vendor(std::move(vendor));
  const auto models = sync_wait(list_models("listing-test", {.base_url = "here"}, Context()));
  ASSERT_EQ(models.size(), 1U);
  EXPECT_EQ(models[0].id, "here");
}

TEST(ListModels, AVendorNobodyKnowsIsNotFound) {
  try {
    (void)sync_wait(list_models("nobody", {}, Context()));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
  }
}

}  // namespace
}  // namespace baton::test
