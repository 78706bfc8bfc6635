#include "replay/error_json.hpp"

#include <gtest/gtest.h>

namespace {

using namespace baton;
using namespace baton::detail;
using nlohmann::json;

TEST(ErrorJson, EverythingOfAnErrorIsKept) {
  const Error error = Error(ErrorCode::overloaded, "busy")
                          .within("model")
                          .within("chain")
                          .with_provider("openai")
                          .with_http(529, "req-1")
                          .with_retry(true, std::chrono::milliseconds(1'500))
                          .with_partial("so far")
                          .with_cause(Error(ErrorCode::io_error, "beneath").with_cause(Error(ErrorCode::busy, "deep")));
  const Error read = error_from_json(error_to_json(error));
  EXPECT_STREQ(read.what(), error.what());
  EXPECT_EQ(read.code(), error.code());
  EXPECT_EQ(read.path(), "chain/model");
  EXPECT_EQ(read.provider(), "openai");
  EXPECT_EQ(read.http_status(), 529);
  EXPECT_EQ(read.request_id(), "req-1");
  EXPECT_TRUE(read.retryable());
  EXPECT_EQ(read.retry_after(), std::chrono::milliseconds(1'500));
  EXPECT_EQ(read.partial(), "so far");
  ASSERT_NE(read.cause(), nullptr);
  ASSERT_NE(read.cause()->cause(), nullptr);
  EXPECT_EQ(read.cause()->cause()->code(), ErrorCode::busy);
}

TEST(ErrorJson, APlainErrorIsShort) {
  const json stored = error_to_json(Error(ErrorCode::internal, "m"));
  EXPECT_EQ(stored, json::parse(R"({"code":"internal","message":"m"})"));
  const Error read = error_from_json(stored);
  EXPECT_FALSE(read.retryable());
  EXPECT_FALSE(read.retry_after().has_value());
  EXPECT_EQ(read.cause(), nullptr);
}

TEST(ErrorJson, EveryCodeIsKnownByItsName) {
  for (auto code = 0U; code <= static_cast<unsigned>(ErrorCode::internal); ++code) {
    const Error error(static_cast<ErrorCode>(code), "m");
    EXPECT_EQ(error_from_json(error_to_json(error)).code(), error.code());
  }
}

ErrorCode refusal(const char* stored) {
  try {
    static_cast<void>(error_from_json(json::parse(stored)));
    return ErrorCode::internal;
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(ErrorJson, WhatIsNoErrorIsRefused) {
  EXPECT_EQ(refusal("[]"), ErrorCode::schema_mismatch);
  EXPECT_EQ(refusal(R"({"code":7})"), ErrorCode::schema_mismatch);
  EXPECT_EQ(refusal(R"({"code":"of_tomorrow"})"), ErrorCode::version_mismatch);
  EXPECT_EQ(refusal(R"({"code":"busy","http_status":1000000})"), ErrorCode::schema_mismatch);
  EXPECT_EQ(refusal(R"({"code":"busy","retry_after_ms":-1})"), ErrorCode::schema_mismatch);
  EXPECT_EQ(refusal(R"({"code":"busy","retry_after_ms":9223372036854775807})"), ErrorCode::schema_mismatch);
  EXPECT_EQ(refusal(R"({"code":"busy","cause":{}})"), ErrorCode::version_mismatch);
}

}  // namespace
