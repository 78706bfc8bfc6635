#include <baton/provider/iam.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/watsonx.hpp>

#include "provider/form_body.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

const std::string secret_key = "key+with/odd=bytes&more";

Reply token_reply(const std::string& token, int seconds) {
  return Reply::text(200, R"({"access_token":")" + token +
                              R"(","refresh_token":"not_supported","token_type":"Bearer","expires_in":)" +
                              std::to_string(seconds) + R"(,"expiration":1473188353,"scope":"ibm openid"})");
}

const std::string answer =
    R"({"id":"c","model_id":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Ciao"},"finish_reason":"stop"}],"usage":{"completion_tokens":3,"prompt_tokens":38,"total_tokens":41}})";

class Iam : public ::testing::Test {
 protected:
  std::shared_ptr<const TokenSource> tokens() {
    return iam_tokens({.api_key = Secret(secret_key), .key_variable = "MY_KEY", .url = iam.url()});
  }
  Model model() {
    return Model(watsonx_model({.model = "m", .base_url = vendor.url(), .project_id = "p", .tokens = tokens()}));
  }
  Context context() { return Context().with_runtime(runtime).with_tracer(tracer); }
  std::string token(const TokenSource& source) {
    return std::string(sync_wait(source.token(context()), context()).reveal());
  }
  Error refusal(const TokenSource& source) {
    try {
      (void)sync_wait(source.token(context()), context());
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "it was not refused";
    return {ErrorCode::internal, ""};
  }

  TestServer iam;
  TestServer vendor;
  Runtime runtime;
  std::shared_ptr<MemoryTracer> tracer = std::make_shared<MemoryTracer>();
};

TEST_F(Iam, ExchangesTheKeyAsADocumentedForm) {
  iam.push(token_reply("token-1", 3600));
  EXPECT_EQ(token(*tokens()), "token-1");
  const auto requests = iam.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].target, "/identity/token");
  EXPECT_EQ(requests[0].header("content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(requests[0].body,
            "grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=key%2Bwith%2Fodd%3Dbytes%26more");
}

TEST_F(Iam, ManyCallsAreOneExchange) {
  iam.push(token_reply("token-1", 3600).after(std::chrono::milliseconds(20)));
  const auto source = tokens();
  std::vector<Task<Secret>> calls;
  for (int i = 0; i < 50; ++i) calls.push_back(source->token(context()));
  for (const auto& secret : sync_wait(when_all(std::move(calls)), context())) EXPECT_EQ(secret.reveal(), "token-1");
  EXPECT_EQ(iam.requests().size(), 1U);
}

TEST_F(Iam, AnExpiredTokenIsExchangedAgain) {
  iam.push(token_reply("token-1", 0));
  iam.push(token_reply("token-2", 3600));
  const auto source = tokens();
  EXPECT_EQ(token(*source), "token-1");
  EXPECT_EQ(token(*source), "token-2");
  EXPECT_EQ(token(*source), "token-2");
}

TEST_F(Iam, ATokenThatTheModelRefusesIsExchangedOnce) {
  iam.push(token_reply("token-1", 3600));
  iam.push(token_reply("token-2", 3600));
  vendor.push(Reply::text(401, R"({"errors":[{"code":"authentication_token_expired","message":"token-1 expired"}],"status_code":401})"));
  vendor.push(Reply::text(200, answer));
  EXPECT_EQ(sync_wait(model().complete({.messages = {Message::user("Hi")}}, context()), context()).text(), "Ciao");
  const auto sent = vendor.requests();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].header("authorization"), "Bearer token-1");
  EXPECT_EQ(sent[1].header("authorization"), "Bearer token-2");
}

TEST_F(Iam, AWrongKeyIsToldWithoutTheKey) {
  iam.push(Reply::text(400, R"({"errorCode":"BXNIM0415E","errorMessage":"Provided API key could not be found. )" + secret_key +
                                R"(","context":{"requestId":"r-1"}})"));
  const Error error = refusal(*tokens());
  EXPECT_EQ(error.code(), ErrorCode::permission_denied);
  EXPECT_EQ(error.http_status(), 400);
  EXPECT_FALSE(error.retryable());
  EXPECT_NE(error.message().find("could not be found"), std::string::npos) << error.message();
  EXPECT_NE(error.message().find("MY_KEY"), std::string::npos) << error.message();
  EXPECT_EQ(std::string(error.what()).find(secret_key), std::string::npos) << error.what();
}

TEST_F(Iam, OtherFailuresHaveTheirCodes) {
  iam.push(Reply::text(503, "busy", "text/plain"));
  EXPECT_EQ(refusal(*tokens()).code(), ErrorCode::overloaded);
  iam.push(Reply::text(429, R"({"errorCode":"BXNIM0512E","errorMessage":"too many"})"));
  EXPECT_EQ(refusal(*tokens()).code(), ErrorCode::rate_limited);
  for (const char* body : {"<html>", "{}", "", R"({"access_token":7})"}) {
    iam.push(Reply::text(200, body));
    EXPECT_EQ(refusal(*tokens()).code(), ErrorCode::bad_response) << body;
  }
}

TEST_F(Iam, NoSecretIsInErrorsSpansOrExplanations) {
  iam.push(token_reply("token-1", 3600));
  iam.push(token_reply("token-2", 3600));
  vendor.push(Reply::text(401, R"({"errors":[{"code":"authentication_token_not_valid","message":"no: token-1"}],"status_code":401})"));
  vendor.push(Reply::text(401, R"({"errors":[{"code":"authentication_token_not_valid","message":"no: token-2"}],"status_code":401})"));
  const Model asked = model();
  std::string shown = asked.explain({.messages = {Message::user("Hi")}});
  try {
    (void)sync_wait(asked.complete({.messages = {Message::user("Hi")}}, context()), context());
    ADD_FAILURE() << "it was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::permission_denied);
    shown += error.what();
  }
  shown += tracer->tree();
  EXPECT_NE(shown.find("[redacted]"), std::string::npos) << shown;
  for (const std::string& secret : {std::string("token-1"), std::string("token-2"), secret_key}) {
    EXPECT_EQ(shown.find(secret), std::string::npos) << shown;
  }
}

TEST(IamOptions, WhatCanNeverWorkIsRefused) {
  EXPECT_THROW((void)iam_tokens({}), Error);
  EXPECT_THROW((void)iam_tokens({.api_key = Secret("line\nbreak")}), Error);
  EXPECT_THROW((void)iam_tokens({.api_key = Secret("k"), .url = "ftp://h"}), Error);
}

TEST(FormBody, EncodesAllButTheUnreserved) {
  EXPECT_EQ(detail::percent_encoded("Az09-._~"), "Az09-._~");
  EXPECT_EQ(detail::percent_encoded(" +%&=/\xC3\xA4\n"), "%20%2B%25%26%3D%2F%C3%A4%0A");
  std::string form;
  detail::add_form_field(form, "a b", "1");
  detail::add_form_field(form, "c", "");
  EXPECT_EQ(form, "a%20b=1&c=");
}

}  // namespace
}  // namespace baton::test
