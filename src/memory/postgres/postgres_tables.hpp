#pragma once

#include <cstdint>

#include <baton/core/context.hpp>
#include <baton/memory/memory_scope.hpp>

#include "postgres/connection.hpp"

namespace baton::inline v0 {

/// Makes the tables of a `PostgresMemory` where they are missing. Belongs into a transaction, like all below.
void make_memory_tables(postgres::Connection& connection, const Context& context);

struct PostgresScope {
  std::int64_t id = 0;  ///< 0 when nothing is stored
  std::int64_t revision = 0;
  std::int64_t oldest = 0;
};

/// The scope as it is, without a lock, in a snapshot: must be the first thing of its transaction.
[[nodiscard]] PostgresScope look_up_scope(postgres::Connection& connection, const MemoryScope& scope,
                                          const Context& context);
/// The scope locked for the rest of the transaction; nothing of it is made.
[[nodiscard]] PostgresScope lock_scope(postgres::Connection& connection, const MemoryScope& scope,
                                       const Context& context);
/// The scope locked for the rest of the transaction, made when there is none.
[[nodiscard]] PostgresScope need_locked_scope(postgres::Connection& connection, const MemoryScope& scope,
                                              const Context& context);
/// The locked scope's row goes when nothing refers to it any more.
void drop_empty_scope(postgres::Connection& connection, std::int64_t scope, const Context& context);

}  // namespace baton::inline v0
