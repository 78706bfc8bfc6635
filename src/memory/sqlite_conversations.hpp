#pragma once

#include <memory>

#include <baton/memory/conversation_store.hpp>

#include "memory/memory_database.hpp"

namespace baton::inline v0 {

/// The conversations of a `MemoryFile`.
[[nodiscard]] std::shared_ptr<ConversationStore> sqlite_conversations(std::shared_ptr<MemoryDatabase> database);

}  // namespace baton::inline v0
