#pragma once

#include <cstddef>
#include <memory>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/memory/conversation_store.hpp>
#include <baton/memory/fact_store.hpp>

namespace baton::inline v0 {

struct PostgresMemoryOptions {
  std::size_t idle_connections = 4;   ///< kept open between calls
  std::size_t fact_history = 10'000;  ///< as in `MemoryFileOptions`
};

/// Conversations and facts in Postgres, for many machines: the same promises as a `MemoryFile`, but for the file.
///
/// The tables `baton_memory_…` are made in the first schema of the search path when they are missing. Work runs on the
/// runtime's blocking threads, one connection for each call; a stop or deadline cancels the statement on the server.
/// Erasing deletes the rows. **The server keeps what was deleted** until it has vacuumed its tables, and longer in its log
/// and backups: whoever must leave no trace runs VACUUM FULL and keeps short archives.
///
/// Not part of `baton::baton` where libpq was not found: link `baton::memory_postgres`. Thread-safe.
///
///     PostgresMemory memory = sync_wait(PostgresMemory::open(Secret("postgresql://app:pw@db/app"), {}, context));
struct BATON_EXPORT PostgresMemory {
  std::shared_ptr<ConversationStore> conversations;
  std::shared_ptr<FactStore> facts;

  /// `address` is a connection string or URL of libpq. Throws `connection_failed`, or `permission_denied` when the tables
  /// are missing and may not be made.
  [[nodiscard]] static Task<PostgresMemory> open(Secret address, PostgresMemoryOptions options, Context context);
};

}  // namespace baton::inline v0
