#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/memory/conversation_store.hpp>
#include <baton/memory/memory.hpp>
#include <baton/memory/message_tokens.hpp>

namespace baton::inline v0 {

/// How much of a stored conversation a `StoredMemory` yields.
struct StoredOptions {
  std::size_t max_tokens = 8'000;    ///< of what is yielded
  std::size_t max_messages = 1'000;  ///< read per `load`, system messages not counted
  TokenCounter count = estimate_message_tokens;
};

/// A conversation that survives the process: all of it is stored, and `load` yields the newest part that fits.
///
/// Cut as by `TokenWindowMemory`: system messages always, calls with their results, a question first. Any
/// number of objects and processes may share a conversation. Thread-safe.
///
///     auto file = MemoryFile::open("memory.db");
///     StoredMemory memory(file->conversations(), MemoryScope("acme", "ada"), "ticket 17");
class BATON_EXPORT StoredMemory : public Memory {
 public:
  StoredMemory(std::shared_ptr<ConversationStore> store, MemoryScope scope, std::string conversation,
               StoredOptions options = {});
  ~StoredMemory() override;
  [[nodiscard]] Task<std::vector<Message>> load(Context context) const override;
  Task<void> add(std::vector<Message> messages, Context context) override;

 private:
  std::shared_ptr<ConversationStore> store_;
  MemoryScope scope_;
  std::string conversation_;
  StoredOptions options_;
};

}  // namespace baton::inline v0
