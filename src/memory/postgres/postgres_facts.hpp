#pragma once

#include <cstddef>
#include <memory>

#include <baton/memory/fact_store.hpp>

#include "postgres/pool.hpp"

namespace baton::inline v0 {

/// The facts of a `PostgresMemory`. `history` as in its options.
[[nodiscard]] std::shared_ptr<FactStore> postgres_facts(std::shared_ptr<postgres::Pool> pool, std::size_t history);

}  // namespace baton::inline v0
