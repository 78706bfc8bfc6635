#pragma once

#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// What a conversation remembers: yields the messages for the next call, takes in what happened.
/// Thread-safe; the messages of one `add` stay together.
class BATON_EXPORT Memory {
 public:
  virtual ~Memory();
  /// The past, oldest first, cut to what the memory's policy keeps.
  [[nodiscard]] virtual Task<std::vector<Message>> load(Context context) const = 0;
  virtual Task<void> add(std::vector<Message> messages, Context context) = 0;
};

}  // namespace baton::inline v0
