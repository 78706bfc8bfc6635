#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/memory/memory_scope.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// Keeps the messages of conversations beyond the process. Thread-safe; must outlive its tasks.
///
/// A conversation's name is 1 to 256 bytes of UTF-8 and unique within its scope.
class BATON_EXPORT ConversationStore {
 public:
  virtual ~ConversationStore();
  /// Adds the messages at the end, all or none. The conversation begins with its first message.
  virtual Task<void> append(MemoryScope scope, std::string conversation, std::vector<Message> messages,
                            Context context) = 0;
  /// Every system message, and the newest `most` of the others, oldest first.
  [[nodiscard]] virtual Task<std::vector<Message>> newest(MemoryScope scope, std::string conversation,
                                                          std::size_t most, Context context) const = 0;
  /// The names of all conversations of the scope, in order.
  [[nodiscard]] virtual Task<std::vector<std::string>> names(MemoryScope scope, Context context) const = 0;
  /// Removes one conversation, or without a name all of the scope, so that no trace of them is left.
  virtual Task<void> erase(MemoryScope scope, std::optional<std::string> conversation, Context context) = 0;
};

}  // namespace baton::inline v0
