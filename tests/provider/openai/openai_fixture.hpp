#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "provider/openai/openai_body.hpp"
#include "provider/openai/recordings.hpp"

namespace baton::test {

/// What a body made: its events, and the response or the error.
struct Played {
  std::string text;
  std::string reasoning;
  std::vector<ToolCallDelta> calls;
  std::shared_ptr<const ChatResponse> response;
  std::optional<Error> error;
};

inline void note(Played& played, const ChatEvent& event) {
  if (const auto* text = std::get_if<TextDelta>(&event)) played.text += text->text;
  if (const auto* thought = std::get_if<ReasoningDelta>(&event)) played.reasoning += thought->text;
  if (const auto* call = std::get_if<ToolCallDelta>(&event)) played.calls.push_back(*call);
  if (const auto* end = std::get_if<ChatEnd>(&event)) played.response = end->response;
}

inline Played play(std::string_view bytes, std::size_t block_size, OpenAiOptions options = {}) {
  options.model = "m";
  const detail::OpenAiPeer peer{options.vendor, "OPENAI_API_KEY", Secret("sk-canary-1234567890")};
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-9"}};
  Played played;
  try {
    detail::OpenAiBody body(peer, head, options, 5);
    for (const auto& block : blocks_of(bytes, block_size)) {
      body.feed(block);
      while (auto event = body.next()) note(played, *event);
      if (body.complete()) break;
    }
    body.end();
    while (auto event = body.next()) note(played, *event);
  } catch (const Error& error) {
    played.error = error;
  }
  return played;
}

/// Streams are read the same however they are cut.
class Blocks : public ::testing::TestWithParam<std::size_t> {};

}  // namespace baton::test
