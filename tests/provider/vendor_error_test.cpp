#include "provider/vendor_error.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "provider/error_body.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* canary = "sk-canary-1234567890";

Error error_for(int status, std::string_view body, std::vector<HttpHeader> headers = {}) {
  const detail::Peer peer{"openai", "OPENAI_API_KEY", Secret(canary)};
  HttpHead head;
  head.status = status;
  head.headers = std::move(headers);
  return detail::vendor_http_error(peer, head, body);
}

struct Row {
  const char* name;
  int status;
  const char* body;
  ErrorCode code;
  bool retryable;
};

class VendorErrorTable : public ::testing::TestWithParam<Row> {};

TEST_P(VendorErrorTable, Maps) {
  const Error error = error_for(GetParam().status, GetParam().body, {{"x-request-id", "req-7"}});
  EXPECT_EQ(error.code(), GetParam().code) << error.what();
  EXPECT_EQ(error.retryable(), GetParam().retryable) << error.what();
  EXPECT_EQ(error.http_status(), GetParam().status);
  EXPECT_EQ(error.request_id(), "req-7");
  EXPECT_EQ(error.provider(), "openai");
}

#define OPENAI(code, type) R"({"error":{"message":"m","type":")" type R"(","param":null,"code":")" code R"("}})"

INSTANTIATE_TEST_SUITE_P(
    Bodies, VendorErrorTable,
    ::testing::Values(
        Row{"bad_request", 400, OPENAI("invalid_value", "invalid_request_error"), ErrorCode::invalid_argument, false},
        Row{"context_code", 400, OPENAI("context_length_exceeded", "invalid_request_error"), ErrorCode::context_too_long, false},
        Row{"context_vllm", 400, R"({"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000","type":"BadRequestError","param":null,"code":400})", ErrorCode::context_too_long, false},
        Row{"context_llamacpp", 400, R"({"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9,"n_ctx":8}})", ErrorCode::context_too_long, false},
        Row{"filter_azure", 400, OPENAI("content_filter", "null"), ErrorCode::content_filtered, false},
        Row{"bad_key", 401, OPENAI("invalid_api_key", "invalid_request_error"), ErrorCode::permission_denied, false},
        Row{"mistral_key", 401, R"({"message":"Unauthorized","request_id":"x"})", ErrorCode::permission_denied, false},
        Row{"forbidden", 403, "", ErrorCode::permission_denied, false},
        Row{"moderation", 403, R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["hate"],"flagged_input":"x"}}})", ErrorCode::content_filtered, false},
        Row{"no_money", 402, R"({"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}})", ErrorCode::quota_exhausted, false},
        Row{"no_model", 404, OPENAI("model_not_found", "invalid_request_error"), ErrorCode::not_found, false},
        Row{"proxy", 407, "", ErrorCode::permission_denied, false},
        Row{"timeout", 408, "", ErrorCode::overloaded, true},
        Row{"conflict", 409, "", ErrorCode::overloaded, true},
        Row{"too_large", 413, "", ErrorCode::limit_exceeded, false},
        Row{"groq_too_large", 413, OPENAI("rate_limit_exceeded", "tokens"), ErrorCode::limit_exceeded, false},
        Row{"groq_bad_call", 400, OPENAI("tool_use_failed", "invalid_request_error"), ErrorCode::model_output_invalid, false},
        Row{"groq_flex", 498, "", ErrorCode::overloaded, true},
        Row{"ibm_quota", 429, R"({"errors":[{"code":"token_quota_reached","message":"Token quota has been reached"}],"status_code":429})", ErrorCode::quota_exhausted, false},
        Row{"ibm_too_long", 400, R"({"errors":[{"code":"invalid_input_argument","message":"the number of input tokens 4098 cannot exceed the total tokens limit 4096 for this model"}],"trace":"t","status_code":400})", ErrorCode::context_too_long, false},
        Row{"ibm_iam", 400, R"({"errorCode":"BXNIM0415E","errorMessage":"Provided API key could not be found."})", ErrorCode::invalid_argument, false},
        Row{"ibm_odd", 400, R"({"errors":["x"]})", ErrorCode::invalid_argument, false},
        Row{"fastapi", 422, R"({"detail":[{"type":"extra_forbidden","loc":["body","x"],"msg":"Extra inputs are not permitted"}]})", ErrorCode::invalid_argument, false},
        Row{"rate", 429, OPENAI("rate_limit_exceeded", "requests"), ErrorCode::rate_limited, true},
        Row{"rate_no_body", 429, "", ErrorCode::rate_limited, true},
        Row{"quota", 429, OPENAI("insufficient_quota", "insufficient_quota"), ErrorCode::quota_exhausted, false},
        Row{"billing", 429, OPENAI("billing_hard_limit_reached", "x"), ErrorCode::quota_exhausted, false},
        Row{"server", 500, OPENAI("", "server_error"), ErrorCode::overloaded, true},
        Row{"not_built", 501, "", ErrorCode::unsupported, false},
        Row{"bad_gateway_html", 502, "<html><h1>502 Bad Gateway</h1></html>", ErrorCode::overloaded, true},
        Row{"unavailable", 503, R"({"error":"loading model"})", ErrorCode::overloaded, true},
        Row{"gateway", 504, "upstream timed out", ErrorCode::overloaded, true},
        Row{"overloaded", 529, "{}", ErrorCode::overloaded, true},
        Row{"anthropic_rate", 429, R"({"type":"error","error":{"type":"rate_limit_error","message":"slow down"},"request_id":"r"})", ErrorCode::rate_limited, true},
        Row{"anthropic_spend_limit", 429, R"({"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"enforced_spend_limit_reached"}}})", ErrorCode::quota_exhausted, false},
        Row{"anthropic_billing", 402, R"({"type":"error","error":{"type":"billing_error","message":"m"}})", ErrorCode::quota_exhausted, false},
        Row{"anthropic_credit", 400, R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}})", ErrorCode::quota_exhausted, false},
        Row{"anthropic_too_long", 400, R"({"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}})", ErrorCode::context_too_long, false},
        Row{"anthropic_key", 401, R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}})", ErrorCode::permission_denied, false},
        Row{"anthropic_model", 404, R"({"type":"error","error":{"type":"not_found_error","message":"model: x"}})", ErrorCode::not_found, false},
        Row{"anthropic_too_large", 413, R"({"type":"error","error":{"type":"request_too_large","message":"m"}})", ErrorCode::limit_exceeded, false},
        Row{"anthropic_internal", 500, R"({"type":"error","error":{"type":"api_error","message":"m"}})", ErrorCode::overloaded, true},
        Row{"anthropic_overloaded", 529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", ErrorCode::overloaded, true},
        Row{"redirect", 302, "", ErrorCode::bad_response, false},
        Row{"half_json", 400, "{\"error\":{\"mess", ErrorCode::invalid_argument, false}),
    [](const auto& row) { return std::string(row.param.name); });

#undef OPENAI

TEST(VendorError, SaysWhatTheVendorSaysAndWhatToDo) {
  const Error error = error_for(401, R"({"error":{"message":"Incorrect API key","type":"x","code":"y"}})");
  EXPECT_NE(error.message().find("Incorrect API key"), std::string::npos);
  EXPECT_NE(error.message().find("OPENAI_API_KEY"), std::string::npos);
  const Error validation = error_for(422, R"({"detail":[{"msg":"Extra inputs are not permitted"}]})");
  EXPECT_NE(validation.message().find("Extra inputs are not permitted"), std::string::npos);
  const Error routed = error_for(502, R"({"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"boom","provider_name":"P"}}})");
  EXPECT_NE(routed.message().find("boom"), std::string::npos);
}

TEST(VendorError, NeverRepeatsTheKey) {
  const std::string echo = std::string("bad header Authorization: Bearer ") + canary + " and again " + canary;
  for (const std::string& body :
       {R"({"error":{"message":")" + echo + R"("}})", R"({"error":")" + echo + R"("})", echo,
        R"({"detail":")" + echo + R"("})", "<html>" + echo}) {
    for (const int status : {400, 401, 403, 404, 429, 500}) {
      const Error error = error_for(status, body, {{"x-request-id", canary}});
      EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
    }
  }
}

TEST(VendorError, MessagesAreBoundedOneLineAndUtf8) {
  const std::string body = R"({"error":{"message":")" + std::string(10'000, 'x') + R"("}})";
  EXPECT_LT(error_for(400, body).message().size(), 1'000U);
  const Error lines = error_for(400, "{\"error\":{\"message\":\"a\\nb\\u0000c\"}}");
  EXPECT_NE(lines.message().find("a b c"), std::string::npos);
  EXPECT_EQ(error_for(500, "oops \xFF").message().find('\xFF'), std::string::npos);
}

TEST(VendorError, TheServersWishToRetryCounts) {
  EXPECT_FALSE(error_for(500, "", {{"x-should-retry", "false"}}).retryable());
  EXPECT_TRUE(error_for(400, "", {{"x-should-retry", "true"}}).retryable());
}

TEST(VendorError, RetryDelayFromHeadersAndBody) {
  EXPECT_EQ(error_for(429, "", {{"retry-after", "7"}}).retry_after(), 7s);
  EXPECT_EQ(error_for(429, R"([{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED",
      "details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33s"}]}}])").retry_after(), 33s);
  EXPECT_EQ(error_for(400, "", {{"retry-after", "7"}}).retry_after(), std::nullopt);
}

TEST(VendorError, ReasonsAndQuotasOfGoogle) {
  const auto refused = [](int status, const std::string& detail) {
    return error_for(status, R"({"error":{"code":)" + std::to_string(status) + R"(,"message":"no","details":[)" + detail + "]}}").code();
  };
  EXPECT_EQ(refused(400, R"({"reason":"API_KEY_INVALID"})"), ErrorCode::permission_denied);
  EXPECT_EQ(refused(400, R"({"reason":7},3)"), ErrorCode::invalid_argument);
  EXPECT_EQ(refused(429, R"({"violations":[{"quotaId":"GenerateRequestsPerMinutePerProject"}]})"), ErrorCode::rate_limited);
  EXPECT_EQ(refused(429, R"({"violations":[3,{"quotaId":"GenerateRequestsPerDayPerProject"}]})"), ErrorCode::quota_exhausted);
  EXPECT_EQ(refused(429, R"({"violations":{}})"), ErrorCode::rate_limited);
}

TEST(VendorError, NoErrorInAnAnswer) {
  for (const char* body : {"{}", "[]", "3", "\"x\"", "null", R"({"choices":[],"error":null})",
                           R"({"choices":[],"message":"x"})", R"({"data":[],"detail":"x"})", R"({"errors":[]})",
                           R"({"errors":null})", R"({"errors":[1]})", R"({"choices":[],"errors":[{"code":"x"}]})"}) {
    EXPECT_FALSE(detail::is_error_body(nlohmann::json::parse(body))) << body;
  }
}

}  // namespace
}  // namespace baton::test
