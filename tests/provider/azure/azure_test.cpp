#include <baton/provider/azure.hpp>

#include <cstdlib>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>

#include "provider/azure/azure_options.hpp"
#include "provider/openai/openai_wire.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

const ChatRequest hi{.messages = {Message::user("Hi")}};

std::string url_of(const std::string& base_url) {
  const auto options = detail::azure_chat_options({.model = "d", .base_url = base_url});
  return detail::OpenAiWire(options).request(hi, true).url;
}

TEST(Azure, TheAddressIsThatOfTheResource) {
  const std::string expected = "https://contoso.openai.azure.com/openai/v1/chat/completions";
  EXPECT_EQ(url_of("https://contoso.openai.azure.com"), expected);
  EXPECT_EQ(url_of("https://contoso.openai.azure.com/"), expected);
  EXPECT_EQ(url_of("https://contoso.openai.azure.com/openai/v1/"), expected);
  EXPECT_EQ(url_of("https://gateway/azure/v1"), "https://gateway/azure/v1/chat/completions");
  EXPECT_THROW((void)url_of(""), Error);
  EXPECT_THROW((void)azure_model({.base_url = "https://contoso.openai.azure.com"}), Error);
}

TEST(Azure, BothProtocolsByKey) {
  const auto chat = detail::azure_chat_options({.model = "d", .base_url = "http://h", .api_key = Secret("k"), .headers = {{"a", "b"}}});
  EXPECT_EQ(chat.key_header, "api-key");
  EXPECT_EQ(chat.headers.size(), 1U);
  const Model model(azure_model({.model = "d", .base_url = "http://h", .api_key = Secret("k")}));
  EXPECT_EQ(model.name(), "azure/d");
  EXPECT_NE(model.with({.max_tokens = 5}).explain(hi).find("\"max_completion_tokens\": 5"), std::string::npos);
  const Model responses(azure_responses_model({.model = "gpt-4.1", .base_url = "http://h", .api_key = Secret("k")}));
  EXPECT_EQ(responses.name(), "azure-responses/gpt-4.1");
  const std::string explained = responses.explain(hi);
  EXPECT_TRUE(explained.starts_with("POST http://h/openai/v1/responses\n")) << explained;
  EXPECT_EQ(explained.find("encrypted_content"), std::string::npos);
  const auto known = detail::azure_responses_options({.model = "d", .base_url = "http://h", .reasoning_summary = "auto", .capabilities = Capabilities{.tools = false}});
  EXPECT_FALSE(known.profile->can.tools);
  EXPECT_EQ(known.reasoning_summary, "auto");
}

/// Gives tokens, and answers every other request that shows the second one.
Reply play_azure(const Received& request) {
  if (request.target.ends_with("/oauth2/v2.0/token")) {
    static int given = 0;
    return Reply::text(200, R"({"expires_in":3599,"access_token":"token-)" + std::to_string(++given) + "\"}");
  }
  if (request.header("authorization") != "Bearer token-2" || !request.header("api-key").empty()) {
    return Reply::text(401, R"({"error":{"code":"401","message":"Unauthorized: token-1"}})");
  }
  if (request.target == "/openai/v1/embeddings") return Reply::text(200, R"({"data":[{"index":0,"embedding":[1,0]}]})");
  if (request.target == "/openai/v1/responses") {
    return Reply::text(200, R"({"id":"r","status":"completed","content_filters":[{"blocked":false,"source_type":"prompt"}],"output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]})");
  }
  return Reply::text(200, R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})");
}

TEST(Azure, ByEntrasTokensOnEveryWayInAndAgainWhenOneIsRefused) {
  TestServer server(play_azure);
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  AzureOptions options{.model = "d", .base_url = server.url()};
  options.tokens = entra_tokens({.tenant = "t", .client_id = "c", .client_secret = Secret("s"), .authority = server.url()});
  EXPECT_EQ(sync_wait(azure_embedder(options)->embed({"x"}, EmbedPurpose::document, context), context).at(0), (Embedding{1.0F, 0.0F}));
  EXPECT_EQ(sync_wait(Model(azure_model(options)).complete(hi, context), context).text(), "Hello");
  BlockingStream<ChatEvent> events(Model(azure_responses_model(options)).stream(hi, context), context);
  std::string shown;
  while (auto event = events.next()) {
    if (const auto* delta = std::get_if<TextDelta>(&*event)) shown += delta->text;
  }
  EXPECT_EQ(shown, "Hello");
  std::vector<std::string> targets;
  for (const auto& request : server.requests()) targets.push_back(request.target);
  EXPECT_EQ(targets, (std::vector<std::string>{"/t/oauth2/v2.0/token", "/openai/v1/embeddings", "/t/oauth2/v2.0/token", "/openai/v1/embeddings",
                                               "/openai/v1/chat/completions", "/openai/v1/responses"}));
}

TEST(Azure, FoundByName) {
  for (const char* name : {"AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"}) ::unsetenv(name);
  EXPECT_THROW((void)model("azure/d"), Error);
  ::setenv("AZURE_OPENAI_ENDPOINT", "http://h/", 1);
  EXPECT_THROW((void)model("azure/d"), Error);
  EXPECT_NE(model("azure/d", {.api_key = Secret("k")}).explain(hi).find("POST http://h/openai/v1/chat/"), std::string::npos);
  EXPECT_EQ(embedder("azure/e", {.api_key = Secret("k")})->name(), "azure/e");
  ::setenv("AZURE_TENANT_ID", "t", 1);
  ::setenv("AZURE_CLIENT_ID", "c", 1);
  EXPECT_THROW((void)model("azure-responses/d"), Error);
  ::setenv("AZURE_CLIENT_SECRET", "s", 1);
  EXPECT_EQ(model("azure-responses/d").name(), "azure-responses/d");
  for (const char* name : {"AZURE_OPENAI_ENDPOINT", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"}) ::unsetenv(name);
}

}  // namespace
}  // namespace baton::test
