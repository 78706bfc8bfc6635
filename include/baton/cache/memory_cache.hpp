#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include <baton/cache/cache_store.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0 {

struct MemoryCacheOptions {
  std::size_t max_bytes = std::size_t{64} << 20;  ///< keys, values and bookkeeping
  CacheClock now = std::chrono::system_clock::now;
};

/// Keeps values in this process. When `max_bytes` is reached, the least recently used go; a value that
/// would take more than a quarter of it is not kept.
///
///     Model cheap = cached(model("openai/gpt-4.1-mini"), memory_cache({.max_bytes = 64 << 20}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<CacheStore> memory_cache(MemoryCacheOptions options = {});

}  // namespace baton::inline v0
