#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/http/client.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/openai.hpp>

#include "counterparts/counterpart.hpp"
#include "provider/openai/openai_fixture.hpp"

namespace baton::test {

/// The way from the adapter to aimock, which plays every vendor.
struct Route {
  const char* name;
  const char* vendor;       ///< whose protocol the gateway speaks to aimock; empty: no gateway between
  const char* path;         ///< of the vendor's interface within aimock
  bool done_marker = true;  ///< whether a stream ends with `[DONE]`
};

inline std::string route_name(const ::testing::TestParamInfo<Route>& row) { return row.param.name; }
inline void PrintTo(const Route& route, std::ostream* out) { *out << route.name; }

/// Runs aimock and the Portkey gateway, both as their makers ship them, for all tests of a suite.
class OpenAiServers : public ::testing::TestWithParam<Route> {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = counterparts_folder(BATON_COUNTERPARTS_DIR);
    if (folder.empty()) return;
    aimock = std::make_unique<Counterpart>(
        folder, std::vector<std::string>{"node_modules/@copilotkit/aimock/dist/cli.js", "-p", "PORT", "-f",
                                         BATON_COUNTERPARTS_DIR "/fixtures"},
        free_port());
    gateway = std::make_unique<Counterpart>(
        folder, std::vector<std::string>{"node_modules/@portkey-ai/gateway/build/start-server.js",
                                         "--port=PORT", "--headless"},
        free_port());
    up = aimock->ready() && gateway->ready();
  }
  static void TearDownTestSuite() {
    aimock.reset();
    gateway.reset();
  }

  void SetUp() override {
    if (!aimock) GTEST_SKIP() << "no servers: run 'npm ci --ignore-scripts' in tests/counterparts";
    ASSERT_TRUE(up) << "a counterpart did not start";
  }

  [[nodiscard]] static std::string at(const Counterpart& server, const std::string& path) {
    return "http://127.0.0.1:" + std::to_string(server.port()) + path;
  }
  [[nodiscard]] static OpenAiOptions options() {
    const Route& route = GetParam();
    OpenAiOptions server{.model = "gpt-4o", .base_url = at(*aimock, route.path), .api_key = Secret("sk-test")};
    if (*route.vendor != '\0') {
      server.base_url = at(*gateway, "/v1");
      server.headers = {{"x-portkey-provider", route.vendor}, {"x-portkey-custom-host", at(*aimock, route.path)}};
    }
    server.dialect.done_marker = route.done_marker;
    return server;
  }
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }

  [[nodiscard]] ChatResponse complete(ChatRequest request) {
    return sync_wait(Model(openai_model(options())).complete(std::move(request), context()), context());
  }
  [[nodiscard]] Played stream(ChatRequest request) {
    Played played;
    try {
      BlockingStream<ChatEvent> events(Model(openai_model(options())).stream(std::move(request), context()),
                                       context());
      while (auto event = events.next()) note(played, *event);
    } catch (const Error& error) {
      played.error = error;
    }
    return played;
  }
  [[nodiscard]] std::vector<Embedding> embed(OpenAiEmbedderOptions embedding, std::vector<std::string> texts) {
    const auto embedder = openai_embedder(std::move(embedding));
    return sync_wait(embedder->embed(std::move(texts), EmbedPurpose::document, context()), context());
  }
  /// The body of the last request as aimock received it.
  [[nodiscard]] nlohmann::json arrived() {
    HttpRequest request;
    request.url = at(*aimock, "/v1/_requests");
    const auto answer = sync_wait(HttpClient::of(runtime).send(request, context()), context());
    return nlohmann::json::parse(answer.body).back()["body"];
  }

  static inline std::unique_ptr<Counterpart> aimock;
  static inline std::unique_ptr<Counterpart> gateway;
  static inline bool up = false;
  Runtime runtime;
};

inline ChatRequest ask(const char* text) { return {.messages = {Message::user(text)}}; }

inline std::vector<ToolSpec> two_tools() {
  const Json schema = Json::parse(R"({"type":"object","properties":{"city":{"type":"string"}}})");
  return {{"get_weather", "Tells the weather.", schema, false}, {"get_time", "Tells the time.", schema, false}};
}

}  // namespace baton::test
