#include <baton/provider/azure.hpp>

#include <optional>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/policy.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

const std::string secret = "s3cret+canary~/=";

class EntraTokens : public ::testing::Test {
 protected:
  [[nodiscard]] EntraOptions options() const {
    return {.tenant = "contoso.com", .client_id = "id 1", .client_secret = Secret(secret), .authority = server.url("/")};
  }
  [[nodiscard]] std::string token(const TokenSource& source) {
    const Context context = Context().with_runtime(runtime);
    return std::string(sync_wait(source.token(context), context).reveal());
  }
  [[nodiscard]] Error error_of(Reply reply) {
    server.push(std::move(reply));
    const auto source = entra_tokens(options());
    try {
      (void)token(*source);
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
      EXPECT_EQ(error.provider(), "Microsoft Entra ID");
      return error;
    }
    return {ErrorCode::internal, "no error"};
  }

  TestServer server;
  Runtime runtime;
};

// Microsoft identity platform, "OAuth 2.0 client credentials flow".
TEST_F(EntraTokens, AreGrantedForTheSecret) {
  server.push(Reply::text(200, R"({"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"eyJ0"})"));
  const auto source = entra_tokens(options());
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(token(*source), "eyJ0");
  EXPECT_EQ(token(*source), "eyJ0");
  ASSERT_EQ(server.requests().size(), 1U);
  const Received asked = server.requests()[0];
  EXPECT_EQ(asked.method, "POST");
  EXPECT_EQ(asked.target, "/contoso.com/oauth2/v2.0/token");
  EXPECT_EQ(asked.header("content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(asked.body,
            "client_id=id%201&scope=https%3A%2F%2Fai.azure.com%2F.default&client_secret=s3cret%2Bcanary~%2F%3D"
            "&grant_type=client_credentials");
}

TEST_F(EntraTokens, AreFetchedAgainWhenTheyHaveExpired) {
  server.push(Reply::text(200, R"({"expires_in":0,"access_token":"one"})"));
  server.push(Reply::text(200, R"({"expires_in":99999999999999,"access_token":"two"})"));
  const auto source = entra_tokens(options());
  EXPECT_EQ(token(*source), "one");
  EXPECT_EQ(token(*source), "two");
  EXPECT_EQ(token(*source), "two");
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(EntraTokens, ARefusalSaysWhatEntraSaid) {
  for (const int status : {401, 400}) {
    const Error error = error_of(Reply::text(
        status, R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided: )" + secret +
                    R"(.\r\nTrace ID: 0aeb","error_codes":[7000215],"trace_id":"0aeb","correlation_id":"c"})"));
    EXPECT_EQ(error.code(), ErrorCode::permission_denied) << status;
    EXPECT_FALSE(error.retryable());
    EXPECT_NE(error.message().find("AADSTS7000215: Invalid client secret"), std::string::npos) << error.message();
    EXPECT_NE(error.message().find("EntraOptions::client_secret"), std::string::npos) << error.message();
  }
  const Error scope = error_of(Reply::text(400, R"({"error":"invalid_scope","error_description":"AADSTS1002012: The scope is not valid."})"));
  EXPECT_EQ(scope.code(), ErrorCode::invalid_argument);
  EXPECT_NE(scope.message().find("AADSTS1002012"), std::string::npos);
}

TEST_F(EntraTokens, OtherAnswers) {
  const Error busy = error_of(Reply::text(429, R"({"error":"throttled"})", "application/json", {{"Retry-After", "7"}}));
  EXPECT_EQ(busy.code(), ErrorCode::rate_limited);
  EXPECT_EQ(busy.retry_after(), 7s);
  EXPECT_EQ(error_of(Reply::text(503, "<html>down</html>", "text/html")).code(), ErrorCode::overloaded);
  for (const char* body : {"{}", "nonsense", R"({"access_token":"eyJ0"})", R"({"expires_in":3599})", "[]"}) {
    const Error error = error_of(Reply::text(200, body));
    EXPECT_EQ(error.code(), ErrorCode::bad_response) << body;
    EXPECT_TRUE(error.retryable()) << body;
  }
}

TEST_F(EntraTokens, OptionsThatCannotWork) {
  for (const auto member : {&EntraOptions::tenant, &EntraOptions::client_id, &EntraOptions::scope, &EntraOptions::authority}) {
    EntraOptions bad = options();
    (bad.*member).clear();
    EXPECT_THROW((void)entra_tokens(bad), Error);
  }
  EntraOptions bad = options();
  bad.client_secret = {};
  EXPECT_THROW((void)entra_tokens(bad), Error);
}

TEST_F(EntraTokens, AreNoWayAroundForbiddenRequests) {
  const auto source = entra_tokens(options());
  forbid_real_requests();
  std::optional<ErrorCode> code;
  try {
    (void)token(*source);
  } catch (const Error& error) {
    code = error.code();
  }
  forbid_real_requests(false);
  EXPECT_EQ(code, ErrorCode::permission_denied);
  EXPECT_TRUE(server.requests().empty());
}

}  // namespace
}  // namespace baton::test
