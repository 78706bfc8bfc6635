#pragma once

#include <optional>
#include <utility>
#include <variant>

#include <baton/core/whole.hpp>
#include <baton/message/accumulator.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// The events of a chat make its response: the one that `ChatEnd` carries. A stream that ends without
/// it has no whole, so that a broken answer never passes for a short one.
template <>
struct Whole<ChatEvent> {
  using type = ChatResponse;
  static void add(std::optional<type>& whole, ChatEvent&& event) {
    if (const auto* end = std::get_if<ChatEnd>(&event); end != nullptr && end->response) {
      whole = *end->response;
    }
  }
};

}  // namespace baton::inline v0
