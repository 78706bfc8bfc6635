#pragma once

#include <cstddef>
#include <memory>

#include <baton/memory/fact_store.hpp>

#include "memory/memory_database.hpp"

namespace baton::inline v0 {

/// The facts of a `MemoryFile`. `history` as in `MemoryFileOptions::fact_history`.
[[nodiscard]] std::shared_ptr<FactStore> sqlite_facts(std::shared_ptr<MemoryDatabase> database, std::size_t history);

}  // namespace baton::inline v0
