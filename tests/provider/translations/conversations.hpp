#pragma once

#include <string>
#include <vector>

#include <baton/message/chat.hpp>

namespace baton::test {

/// A conversation that is sent both ways: by an adapter of ours, and by the gateway in its place.
struct Conversation {
  std::string name;
  ChatRequest request;
  bool stream = false;
};

/// Everything that OpenAI's protocol, which the gateway is spoken to in, can carry. Each asks for one thing.
[[nodiscard]] std::vector<Conversation> translated_conversations();

}  // namespace baton::test
