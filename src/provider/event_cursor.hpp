#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <baton/message/chat.hpp>

namespace baton::inline v0::detail {

/// Hands the events of a decoder out one by one, and clears their list when all have been.
class EventCursor {
 public:
  [[nodiscard]] std::optional<ChatEvent> next(std::vector<ChatEvent>& events) {
    if (taken_ < events.size()) return std::move(events[taken_++]);
    events.clear();
    taken_ = 0;
    return std::nullopt;
  }

 private:
  std::size_t taken_ = 0;
};

}  // namespace baton::inline v0::detail
