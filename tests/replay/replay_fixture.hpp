#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/message/codec.hpp>
#include <baton/provider/testing.hpp>
#include <baton/replay/cassette.hpp>

#include "support/temp_folder.hpp"

namespace baton::test {

/// A cassette's path in a folder of its own.
class CassetteTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return (folder_ / "tests/one.cassette").string(); }
  [[nodiscard]] std::string content() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& text) const { folder_.write("tests/one.cassette", text); }

 private:
  TempFolder folder_;
};

inline ChatRequest asking(std::string question) {
  ChatRequest request;
  request.messages = {Message::user(std::move(question))};
  return request;
}

inline Model scripted(std::vector<ScriptedReply> replies) {
  return Model(std::make_shared<ScriptedModel>(std::move(replies), 4));
}

struct Describe {
  std::string operator()(const TextDelta& delta) const { return "text " + delta.text; }
  std::string operator()(const ReasoningDelta& delta) const { return "thought " + delta.text; }
  std::string operator()(const ToolCallDelta& delta) const {
    return "call " + std::to_string(delta.index) + " " + delta.id + " " + delta.name + " " + delta.arguments;
  }
  std::string operator()(const ChatEnd& end) const { return "end " + to_json(*end.response).dump(); }
};

/// All that a call gave, to be compared.
struct Seen {
  std::vector<std::string> events;
  std::string error;

  bool operator==(const Seen&) const = default;
};

inline Seen seen_of(const Model& model, ChatRequest request, const Context& context = {}) {
  Seen seen;
  try {
    BlockingStream events(model.stream(std::move(request), context));
    for (const auto& event : events) seen.events.push_back(std::visit(Describe{}, event));
  } catch (const Error& error) {
    seen.error = std::string(error.what()) + (error.retryable() ? " retryable" : "") +
                 (error.retry_after() ? std::to_string(error.retry_after()->count()) : "") + error.partial();
  }
  return seen;
}

inline std::string ask(const Model& model, std::string question) {
  return sync_wait(model.complete(asking(std::move(question)), {})).text();
}

/// The error of a call, or nothing.
template <class Call>
std::optional<Error> error_of(Call call) {
  try {
    static_cast<void>(call());
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace baton::test
