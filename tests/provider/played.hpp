#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/message/chat.hpp>
#include <baton/message/codec.hpp>

#include "provider/stream_body.hpp"

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

/// `bytes` cut into blocks of `size`; 0: one block.
inline std::vector<std::string> blocks_of(std::string_view bytes, std::size_t size) {
  if (size == 0) return {std::string(bytes)};
  std::vector<std::string> blocks;
  for (std::size_t at = 0; at < bytes.size(); at += size) blocks.emplace_back(bytes.substr(at, size));
  return blocks;
}

/// Reads `bytes`, cut into blocks, as the answer to `request`.
inline Played play(const detail::Wire& wire, const ChatRequest& request, const HttpHead& head,
                   std::string_view bytes, std::size_t block_size) {
  Played played;
  try {
    detail::StreamBody body(wire, request, head, 5);
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

}  // namespace baton::test
