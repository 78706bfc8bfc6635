#pragma once

#include <memory>

#include <baton/memory/conversation_store.hpp>

#include "postgres/pool.hpp"

namespace baton::inline v0 {

/// The conversations of a `PostgresMemory`.
[[nodiscard]] std::shared_ptr<ConversationStore> postgres_conversations(std::shared_ptr<postgres::Pool> pool);

}  // namespace baton::inline v0
