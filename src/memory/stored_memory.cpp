#include <baton/memory/stored_memory.hpp>

#include <utility>

#include <baton/core/error.hpp>

#include "memory/stored_name.hpp"
#include "memory/window.hpp"

namespace baton::inline v0 {

ConversationStore::~ConversationStore() = default;

StoredMemory::StoredMemory(std::shared_ptr<ConversationStore> store, MemoryScope scope, std::string conversation,
                           StoredOptions options)
    : store_(std::move(store)),
      scope_(std::move(scope)),
      conversation_(std::move(conversation)),
      options_(std::move(options)) {
  if (!store_) throw Error(ErrorCode::invalid_argument, "a StoredMemory needs a store");
  require_stored_name(conversation_, "the name of a conversation");
  require_counter(options_.count, "StoredOptions::count");
}
StoredMemory::~StoredMemory() = default;

Task<std::vector<Message>> StoredMemory::load(Context context) const {
  const std::vector<Message> stored =
      co_await store_->newest(scope_, conversation_, options_.max_messages, std::move(context));
  const auto groups = group_messages(stored);
  co_return messages_from(stored, groups, start_of_window(stored, groups, options_.max_tokens, options_.count));
}

Task<void> StoredMemory::add(std::vector<Message> messages, Context context) {
  co_await store_->append(scope_, conversation_, std::move(messages), std::move(context));
}

}  // namespace baton::inline v0
