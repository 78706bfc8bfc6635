#pragma once

#include <chrono>

#include <baton/memory/fact_memory.hpp>

namespace baton::inline v0 {

/// 1 for what was confirmed now, half after each half-life.
[[nodiscard]] double recency_of(const Fact& fact, const FactOptions& options,
                                std::chrono::system_clock::time_point now);

/// How much a fact deserves to stay, 0 to 1: recency and importance by their weights.
[[nodiscard]] double retention_of(const Fact& fact, const FactOptions& options,
                                  std::chrono::system_clock::time_point now);

/// Throws `invalid_argument` for weights, bounds or a half-life that cannot work.
void check_fact_options(const FactOptions& options);

}  // namespace baton::inline v0
