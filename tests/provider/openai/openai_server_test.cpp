#include "provider/openai/openai_server.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

ErrorCode code_of(OpenAiOptions options) {
  try {
    (void)detail::checked(std::move(options));
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos);
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(OpenAiServer, BaseUrlsLoseTheirSlash) {
  EXPECT_EQ(detail::checked({.model = "m", .base_url = "http://h/v1//"}).base_url, "http://h/v1");
}

TEST(OpenAiServer, RefusesWhatCannotBeReached) {
  EXPECT_EQ(code_of({}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .base_url = "ftp://h"}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .base_url = "localhost:8080"}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .api_key = Secret("sk-canary\n")}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .api_key = Secret("sk-canary\r\nX: y")}), ErrorCode::invalid_argument);
}

TEST(OpenAiServer, PostCarriesTheKeyAsACredentialOnly) {
  const HttpRequest request = detail::openai_post(
      {.model = "m", .base_url = "http://h/v1", .api_key = Secret("k"), .headers = {{"X-A", "b"}}}, "/p", "{}", true);
  EXPECT_EQ(request.url, "http://h/v1/p");
  EXPECT_EQ(request.method, "POST");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].prefix, "Bearer ");
  for (const auto& header : request.headers) EXPECT_NE(header.name, "Authorization");
  EXPECT_TRUE(detail::openai_post({.model = "m"}, "/p", "{}", false).credentials.empty());
}

TEST(OpenAiServer, ExplanationsHideUserAndPassword) {
  EXPECT_EQ(detail::openai_explanation({.base_url = "https://me:pw@h/v1"}, "/p", "{}"), "POST https://h/v1/p\n\n{}\n");
  EXPECT_EQ(detail::openai_explanation({.base_url = "https://h/v1"}, "/p@q", "{}"), "POST https://h/v1/p@q\n\n{}\n");
}

}  // namespace
}  // namespace baton::test
