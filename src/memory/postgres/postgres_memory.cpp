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
  const auto tables = std::make_shared<PostgresTables>(address, options.idle_connections);
  co_await context.runtime().blocking([&] { tables->create(context); }, context);
  PostgresMemory memory;
  memory.conversations = postgres_conversations(tables);
  memory.facts = postgres_facts(tables, options.fact_history);
  co_return memory;
}

}  // namespace baton::inline v0
