#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>

#include "counterparts/counterpart.hpp"
#include "provider/played.hpp"

namespace baton::test {

/// Runs aimock and the Portkey gateway, both as their makers ship them, for all tests of a suite.
class CounterpartServers : public ::testing::Test {
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
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }

  [[nodiscard]] ChatResponse complete(const Model& model, ChatRequest request) {
    return sync_wait(model.complete(std::move(request), context()), context());
  }
  [[nodiscard]] Played stream(const Model& model, ChatRequest request) {
    Played played;
    try {
      BlockingStream<ChatEvent> events(model.stream(std::move(request), context()), context());
      while (auto event = events.next()) note(played, *event);
    } catch (const Error& error) {
      played.error = error;
    }
    return played;
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
