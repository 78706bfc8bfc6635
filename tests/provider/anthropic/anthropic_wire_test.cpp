#include "provider/anthropic/anthropic_wire.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

std::string header(const HttpRequest& request, const std::string& name) {
  for (const auto& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

TEST(AnthropicWire, Headers) {
  const detail::AnthropicWire wire({.model = "m", .api_key = Secret("k"), .headers = {{"anthropic-beta", "x-1"}}});
  const HttpRequest request = wire.request({.messages = {Message::user("Hi")}}, true);
  EXPECT_EQ(request.url, "https://api.anthropic.com/v1/messages");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(header(request, "anthropic-version"), "2023-06-01");
  EXPECT_EQ(header(request, "anthropic-beta"), "x-1");
  EXPECT_EQ(header(request, "Accept"), "text/event-stream");
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].name, "x-api-key");
  EXPECT_EQ(request.credentials[0].prefix, "");
}

TEST(AnthropicWire, UploadedFilesNeedTheBetaInterface) {
  const detail::AnthropicWire wire({.model = "m"});
  const ChatRequest request{.messages = {Message::user(std::vector<Part>{File{"", "file_1", "", ""}})}};
  EXPECT_EQ(header(wire.request(request, false), "anthropic-beta"), "files-api-2025-04-14");
}

TEST(AnthropicWire, Options) {
  EXPECT_THROW((void)anthropic_model({}), Error);
  EXPECT_THROW((void)anthropic_model({.model = "m", .base_url = "ftp://h"}), Error);
  EXPECT_THROW((void)anthropic_model({.model = "m", .api_key = Secret("k\n")}), Error);
  EXPECT_EQ(anthropic_model({.model = "claude-opus-5-5"})->name(), "anthropic/claude-opus-5-5");
}

TEST(AnthropicWire, FoundByName) {
  ::unsetenv("ANTHROPIC_API_KEY");
  EXPECT_THROW((void)model("anthropic/claude-opus-5-5"), Error);
  ::setenv("ANTHROPIC_BASE_URL", "http://proxy", 1);
  const Model claude = model("anthropic/claude-opus-5-5", {.api_key = Secret("k")});
  ::unsetenv("ANTHROPIC_BASE_URL");
  EXPECT_EQ(claude.name(), "anthropic/claude-opus-5-5");
  EXPECT_TRUE(claude.explain({.messages = {Message::user("Hi")}}).starts_with("POST http://proxy/v1/messages\n\n{\n"));
}

}  // namespace
}  // namespace baton::test
