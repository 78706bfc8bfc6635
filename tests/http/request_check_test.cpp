#include "http/request_check.hpp"

#include <string>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

using namespace std::string_literals;

std::string refusal(const HttpRequest& request) {
  try {
    check_request(request);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    return error.what();
  }
  return "";
}

HttpRequest valid() { return {.url = "https://api.example.com/v1?key=1"}; }

TEST(RequestCheck, AcceptsWhatHttpAllows) {
  HttpRequest request = valid();
  request.headers = {{"X-Ok_1", "tab\tand caf\xC3\xA9"}, {"Accept", ""}};
  request.credentials = {{"Authorization", "Bearer ", Secret("sk-123")}};
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(refusal({.url = "HTTP://[::1]:8080"}), "");
}

TEST(RequestCheck, RefusesALineBreakAnywhere) {
  for (const auto& bad : {"a\r\nX-Evil: 1"s, "a\nb"s, "a\rb"s, "a\0b"s, "a\x7f"s}) {
    HttpRequest request = valid();
    request.headers = {{"X-A", bad}};
    EXPECT_NE(refusal(request), "");
    request = valid();
    request.headers = {{bad, "v"}};
    EXPECT_NE(refusal(request), "");
    request = valid();
    request.url += bad;
    EXPECT_NE(refusal(request), "");
    request = valid();
    request.method = bad;
    EXPECT_NE(refusal(request), "");
    request = valid();
    request.credentials = {{"Authorization", bad, Secret("k")}};
    EXPECT_NE(refusal(request), "");
  }
}

TEST(RequestCheck, AKeyWithANewlineIsRefusedAndNotRepeated) {
  HttpRequest request = valid();
  request.credentials = {{"Authorization", "Bearer ", Secret("sk-canary\n")}};
  const std::string message = refusal(request);
  EXPECT_NE(message.find("Authorization"), std::string::npos);
  EXPECT_EQ(message.find("canary"), std::string::npos);
}

TEST(RequestCheck, RefusesUrlsThatAreNotPlainHttp) {
  for (const char* url : {"", "example.com", "ftp://example.com", "file:///etc/passwd", "gopher://x", "http://",
                          "https://:443/", "https:///path", "http://user:pass@example.com/", "http://a@b/",
                          "http://a b/", "http:\\\\a", "javascript:alert(1)", "https//example.com"}) {
    EXPECT_NE(refusal({.url = url}), "") << url;
  }
  EXPECT_EQ(refusal({.url = "http://user:hunter2@example.com/"}).find("hunter2"), std::string::npos);
  EXPECT_EQ(refusal({.url = "https://example.com/a@b?c@d"}), "");
}

TEST(RequestCheck, RefusesHeadersThatDecideWhereTheMessageEnds) {
  for (const char* name : {"Content-Length", "transfer-encoding"}) {
    HttpRequest request = valid();
    request.headers = {{name, "1"}};
    EXPECT_NE(refusal(request), "") << name;
  }
}

TEST(RequestCheck, AnOriginHasNeitherPathNorQuery) {
  EXPECT_EQ(origin_of("https://api.example.com:8443/v1?key=secret"), "https://api.example.com:8443");
  EXPECT_EQ(origin_of("http://h?key=secret"), "http://h");
  EXPECT_EQ(authority_of("http://[::1]:80/x"), "[::1]:80");
}

}  // namespace
}  // namespace baton
