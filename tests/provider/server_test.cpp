#include "provider/server.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/provider/openai.hpp>

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

TEST(Server, BaseUrlsLoseTheirSlash) {
  EXPECT_EQ(detail::checked(OpenAiOptions{.model = "m", .base_url = "http://h/v1//"}).base_url, "http://h/v1");
}

TEST(Server, RefusesWhatCannotBeReached) {
  EXPECT_EQ(code_of({}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .base_url = "ftp://h"}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .base_url = "localhost:8080"}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .api_key = Secret("sk-canary\n")}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({.model = "m", .api_key = Secret("sk-canary\r\nX: y")}), ErrorCode::invalid_argument);
}

TEST(Server, PostCarriesTheKeyAsACredentialOnly) {
  const OpenAiOptions options{.model = "m", .base_url = "http://h/v1", .api_key = Secret("k"), .headers = {{"X-A", "b"}}};
  const HttpRequest request = detail::post_to(options, "/p", "{}", true, detail::bearer(options.api_key));
  EXPECT_EQ(request.url, "http://h/v1/p");
  EXPECT_EQ(request.method, "POST");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].prefix, "Bearer ");
  EXPECT_EQ(request.headers.at(0).name, "X-A");
  for (const auto& header : request.headers) EXPECT_NE(header.name, "Authorization");
  EXPECT_TRUE(detail::post_to(options, "/p", "{}", false, detail::bearer({})).credentials.empty());
}

TEST(Server, ExplanationsHideUserAndPassword) {
  const auto explained = [](const char* url) { return detail::explanation(detail::json_post(url, "{}", true, {})); };
  EXPECT_EQ(explained("https://me:pw@h/v1/p"), "POST https://h/v1/p\n\n{}\n");
  EXPECT_EQ(explained("https://h/v1/p@q"), "POST https://h/v1/p@q\n\n{}\n");
}

}  // namespace
}  // namespace baton::test
