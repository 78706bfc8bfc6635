#include "provider/bedrock/bedrock_wire.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/provider/model.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

const ChatRequest hi{.messages = {Message::user("Hi")}};

BedrockOptions with_keys(std::string base_url = {}) {
  return {.model = "anthropic.claude-v1:0", .region = "us-east-1", .base_url = std::move(base_url), .key_variable = "AWS_SECRET_ACCESS_KEY",
          .access_key_id = "AKIDEXAMPLE", .secret_access_key = Secret("canary-secret"), .session_token = Secret("canary-session")};
}

ErrorCode code_of(BedrockOptions options) {
  try {
    const detail::BedrockWire wire(std::move(options));
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(BedrockWire, TheRegionIsTheAddressAndTheModelAPartOfThePath) {
  const detail::BedrockWire wire(with_keys());
  EXPECT_EQ(wire.request(hi, false).url, "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v1%3A0/converse");
  EXPECT_EQ(wire.request(hi, true).url, "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v1%3A0/converse-stream");
  BedrockOptions arn = with_keys();
  arn.model = "arn:aws:bedrock:us-east-1:1:inference-profile/us.x";
  EXPECT_TRUE(detail::BedrockWire(arn).request(hi, false).url.ends_with("/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x/converse"));
  arn.region = "cn-north-1";
  EXPECT_TRUE(detail::BedrockWire(arn).request(hi, false).url.starts_with("https://bedrock-runtime.cn-north-1.amazonaws.com.cn/"));
}

TEST(BedrockWire, SignsWithAccessKeysAndShowsNoneOfThem) {
  const HttpRequest request = detail::BedrockWire(with_keys()).request(hi, true);
  ASSERT_EQ(request.credentials.size(), 2U);
  EXPECT_EQ(request.credentials[0].secret.reveal(), "canary-session");
  const std::string shown(request.credentials[1].secret.reveal());
  EXPECT_TRUE(shown.starts_with("Credential=AKIDEXAMPLE/")) << shown;
  EXPECT_NE(shown.find("/us-east-1/bedrock/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, Signature="),
            std::string::npos)
      << shown;
  EXPECT_EQ((request.url + request.body).find("canary"), std::string::npos);
  for (const auto& header : request.headers) EXPECT_EQ(header.value.find("canary"), std::string::npos);
  EXPECT_EQ(Model(bedrock_model(with_keys())).explain(hi).find("canary"), std::string::npos);
}

TEST(BedrockWire, AnApiKeyGoesBefore) {
  BedrockOptions options = with_keys();
  options.api_key = Secret("bearer-key");
  const HttpRequest request = detail::BedrockWire(options).request(hi, false);
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].prefix, "Bearer ");
  EXPECT_EQ(request.credentials[0].secret.reveal(), "bearer-key");
}

TEST(BedrockWire, KeysAreInNoErrorAndInNoTrace) {
  TestServer server;
  Runtime runtime;
  auto tracer = std::make_shared<MemoryTracer>();
  const Context context = Context().with_runtime(runtime).with_tracer(tracer);
  const Model model(bedrock_model(with_keys(server.url())));
  server.push(Reply::text(403, R"({"message":"The canonical string should have been x-amz-security-token:canary-session, canary-secret"})"));
  try {
    (void)sync_wait(model.complete(hi, context), context);
    ADD_FAILURE() << "it was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::permission_denied);
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("AWS_SECRET_ACCESS_KEY"), std::string::npos) << error.what();
  }
  EXPECT_EQ(tracer->tree().find("canary"), std::string::npos);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 1U);
  const Received& received = requests[0];
  EXPECT_EQ(received.target, "/model/anthropic.claude-v1%3A0/converse");
  EXPECT_TRUE(received.header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
  EXPECT_EQ(received.header("x-amz-security-token"), "canary-session");
  EXPECT_EQ(received.header("x-amz-date").size(), 16U);
}

TEST(BedrockWire, OptionsThatCanNeverWork) {
  BedrockOptions options = with_keys();
  options.region = "";
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  options.region = "evil.example/";
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  options = with_keys();
  options.access_key_id = "";
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  options.access_key_id = "A\n";
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  options = with_keys();
  options.session_token = Secret("canary\r\n");
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  options = with_keys();
  options.secret_access_key = Secret("canary\n");
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  options = with_keys();
  options.model = "";
  EXPECT_EQ(code_of(options), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(with_keys("ftp://h")), ErrorCode::invalid_argument);
}

/// Sets environment variables, and unsets them at the end.
class Environment {
 public:
  void set(const char* name, const char* value) {
    ::setenv(name, value, 1);
    names_.push_back(name);
  }
  ~Environment() {
    for (const char* name : names_) ::unsetenv(name);
  }

 private:
  std::vector<const char*> names_;
};

TEST(BedrockWire, TheEnvironmentDecides) {
  const auto error_of = [] {
    try {
      (void)model("bedrock/m");
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  Environment environment;
  EXPECT_EQ(error_of(), ErrorCode::permission_denied);
  environment.set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  EXPECT_EQ(error_of(), ErrorCode::permission_denied);
  environment.set("AWS_SECRET_ACCESS_KEY", "canary-secret");
  EXPECT_EQ(error_of(), ErrorCode::invalid_argument);
  environment.set("AWS_DEFAULT_REGION", "eu-central-1");
  EXPECT_TRUE(model("bedrock/m").explain(hi).starts_with("POST https://bedrock-runtime.eu-central-1.amazonaws.com/model/m/converse-stream\n"));
  environment.set("AWS_REGION", "us-west-2");
  EXPECT_TRUE(model("bedrock/m").explain(hi).starts_with("POST https://bedrock-runtime.us-west-2.amazonaws.com/"));
  environment.set("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://gateway");
  EXPECT_TRUE(model("bedrock/m").explain(hi).starts_with("POST http://gateway/model/"));
  environment.set("AWS_BEARER_TOKEN_BEDROCK", "bearer");
  EXPECT_EQ(model("bedrock/m").name(), "bedrock/m");
}

}  // namespace
}  // namespace baton::test
