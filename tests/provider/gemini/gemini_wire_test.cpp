#include "provider/gemini/gemini_wire.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>

#include "support/test_server.hpp"

namespace baton::test {
namespace {

const ChatRequest hi{.messages = {Message::user("Hi")}};

template <class Options>
HttpRequest request_of(Options options, bool stream = false) {
  return detail::GeminiWire(detail::gemini_server(std::move(options))).request(hi, stream);
}

template <class Options>
ErrorCode refusal_of(Options options) {
  try {
    (void)request_of(std::move(options));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(GeminiWire, Addresses) {
  const HttpRequest stream = request_of(GeminiOptions{.model = "gemini-3.8-flash", .api_key = Secret("k")}, true);
  EXPECT_EQ(stream.url, "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
  EXPECT_EQ(stream.method, "POST");
  ASSERT_EQ(stream.credentials.size(), 1U);
  EXPECT_EQ(stream.credentials[0].name, "x-goog-api-key");
  EXPECT_EQ(stream.credentials[0].prefix, "");
  EXPECT_EQ(request_of(GeminiOptions{.model = "tunedModels/mine", .base_url = "http://h/v1/"}).url, "http://h/v1/tunedModels/mine:generateContent");
}

TEST(GeminiWire, AddressesOfVertex) {
  const auto url = [](const char* location) {
    return request_of(VertexOptions{.model = "m@001", .project = "p-1", .location = location}).url;
  };
  const std::string rest = "/publishers/google/models/m@001:generateContent";
  EXPECT_EQ(url("global"), "https://aiplatform.googleapis.com/v1/projects/p-1/locations/global" + rest);
  EXPECT_EQ(url("europe-west4"), "https://europe-west4-aiplatform.googleapis.com/v1/projects/p-1/locations/europe-west4" + rest);
  EXPECT_EQ(url("eu"), "https://aiplatform.eu.rep.googleapis.com/v1/projects/p-1/locations/eu" + rest);
  EXPECT_EQ(request_of(VertexOptions{.model = "m", .base_url = "http://h"}).url, "http://h/models/m:generateContent");
  const HttpRequest keyed = request_of(VertexOptions{.model = "m", .project = "p", .access_token = Secret("t")});
  ASSERT_EQ(keyed.credentials.size(), 1U);
  EXPECT_EQ(keyed.credentials[0].prefix, "Bearer ");
}

TEST(GeminiWire, Options) {
  EXPECT_EQ(refusal_of(GeminiOptions{}), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal_of(GeminiOptions{.model = "m", .base_url = "ftp://h"}), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal_of(GeminiOptions{.model = "m", .api_key = Secret("k\n")}), ErrorCode::invalid_argument);
  for (const char* model : {"m?key=1", "m#", "a b", "../other", "m%2f"}) {
    EXPECT_EQ(refusal_of(GeminiOptions{.model = model}), ErrorCode::invalid_argument) << model;
  }
  EXPECT_EQ(refusal_of(VertexOptions{.model = "m"}), ErrorCode::invalid_argument);
  for (const char* elsewhere : {"evil.example/", "evil.example", "a:b", "a@b", ""}) {
    EXPECT_EQ(refusal_of(VertexOptions{.model = "m", .project = "p", .location = elsewhere}), ErrorCode::invalid_argument) << elsewhere;
  }
  EXPECT_EQ(refusal_of(VertexOptions{.model = "m", .project = "p/q"}), ErrorCode::invalid_argument);
  EXPECT_EQ(gemini_model({.model = "m"})->name(), "gemini/m");
  EXPECT_EQ(vertex_model({.model = "m", .project = "p"})->name(), "vertex/m");
}

TEST(GeminiWire, FoundByName) {
  ::unsetenv("GEMINI_API_KEY");
  EXPECT_THROW((void)model("gemini/m"), Error);
  ::setenv("GEMINI_BASE_URL", "http://proxy/v1beta", 1);
  const Model gemini = model("gemini/m", {.api_key = Secret("k"), .capabilities = Capabilities{.sampling = false}});
  ::unsetenv("GEMINI_BASE_URL");
  EXPECT_NE(gemini.explain(hi).find("POST http://proxy/v1beta/models/m:streamGenerateContent"), std::string::npos);
  EXPECT_THROW((void)gemini.explain({.messages = hi.messages, .options = {.temperature = 0.5}}), Error);
}

TEST(GeminiWire, VertexFoundByName) {
  ::unsetenv("GOOGLE_ACCESS_TOKEN");
  ::unsetenv("GOOGLE_CLOUD_PROJECT");
  ::unsetenv("GOOGLE_CLOUD_LOCATION");
  ::unsetenv("VERTEX_BASE_URL");
  EXPECT_THROW((void)model("vertex/m", {.api_key = Secret("t")}), Error);
  ::setenv("GOOGLE_CLOUD_PROJECT", "p", 1);
  EXPECT_THROW((void)model("vertex/m"), Error);
  const auto shown = [] { return model("vertex/m", {.api_key = Secret("t")}).explain(hi); };
  EXPECT_NE(shown().find("POST https://aiplatform.googleapis.com/v1/projects/p/locations/global/"), std::string::npos);
  ::setenv("GOOGLE_CLOUD_LOCATION", "us-central1", 1);
  EXPECT_NE(shown().find("POST https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/"), std::string::npos);
  ::setenv("VERTEX_BASE_URL", "http://proxy/google", 1);
  EXPECT_NE(shown().find("POST http://proxy/google/models/m:"), std::string::npos);
  for (const char* name : {"GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "VERTEX_BASE_URL"}) ::unsetenv(name);
}

TEST(GeminiWire, ATokenIsFetchedAgainWhenItIsRefused) {
  TestServer server;
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  int fetched = 0;
  auto tokens = std::make_shared<TokenSource>([&fetched](Context) -> Task<AccessToken> {
    AccessToken token;
    token.secret = Secret("token-" + std::to_string(++fetched));
    co_return token;
  });
  const Model model(vertex_model({.model = "m", .base_url = server.url(), .access_token = Secret("unused"), .tokens = tokens}));
  server.push(Reply::text(401, R"({"error":{"code":401,"message":"expired token-1","status":"UNAUTHENTICATED"}})"));
  server.push(Reply::text(200, R"({"candidates":[{"content":{"parts":[{"text":"ok"}]},"finishReason":"STOP"}]})"));
  EXPECT_EQ(sync_wait(model.complete(hi, context), context).text(), "ok");
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].header("authorization"), "Bearer token-1");
  EXPECT_EQ(server.requests()[1].header("authorization"), "Bearer token-2");
}

}  // namespace
}  // namespace baton::test
