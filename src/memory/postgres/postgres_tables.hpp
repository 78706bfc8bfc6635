#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <baton/core/runtime.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/memory/memory_scope.hpp>

#include "postgres/postgres.hpp"

namespace baton::inline v0 {

/// The tables of a `PostgresMemory`, and the connections to them. Thread-safe.
class PostgresTables : public std::enable_shared_from_this<PostgresTables> {
 public:
  PostgresTables(const Secret& address, std::size_t idle) : pool_(std::string(address.reveal()), idle) {}

  /// Makes what is missing. Blocks.
  void create(const Context& context);

  /// `work(connection, context)` in one transaction on a blocking thread.
  template <class Work>
  auto run(Work work, Context context)
      -> Task<std::invoke_result_t<Work&, postgres::Connection&, const Context&>> {
    const auto self = shared_from_this();
    co_return co_await context.runtime().blocking([&] { return self->run_now(work, context); }, context);
  }

 private:
  template <class Work>
  auto run_now(Work& work, const Context& context) {
    postgres::Pool::Lease connection(pool_, context);
    postgres::Transaction transaction(*connection, context);
    auto result = work(*connection, context);
    transaction.commit();
    return result;
  }

  postgres::Pool pool_;
};

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
