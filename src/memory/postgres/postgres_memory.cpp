#include <baton/memory/postgres_memory.hpp>

#include <utility>

#include <baton/core/error.hpp>

#include "memory/postgres/postgres_conversations.hpp"
#include "memory/postgres/postgres_facts.hpp"
#include "memory/postgres/postgres_tables.hpp"

namespace baton::inline v0 {

Task<PostgresMemory> PostgresMemory::open(Secret address, PostgresMemoryOptions options, Context context) {
  if (options.fact_history < 2 || options.fact_history > 100'000'000) {
    throw Error(ErrorCode::invalid_argument, "PostgresMemoryOptions::fact_history must be 2 to 100,000,000");
  }
  const auto pool = std::make_shared<postgres::Pool>(std::move(address), options.idle_connections);
  auto work = [](postgres::Connection& connection, const Context& call) { make_memory_tables(connection, call); };
  co_await pool->run(work, context);
  PostgresMemory memory;
  memory.conversations = postgres_conversations(pool);
  memory.facts = postgres_facts(pool, options.fact_history);
  co_return memory;
}

}  // namespace baton::inline v0
