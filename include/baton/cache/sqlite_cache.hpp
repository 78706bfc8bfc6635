#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <baton/cache/cache_store.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0 {

struct SqliteCacheOptions {
  std::size_t max_bytes = std::size_t{256} << 20;  ///< keys and values; the file is somewhat larger
  CacheClock now = std::chrono::system_clock::now;
};

/// Keeps values in a SQLite file, for later runs and for other processes of one machine. When `max_bytes`
/// is reached, the oldest go.
///
/// A crash at any moment loses at most the values being written. Work runs on the runtime's blocking
/// threads. The file holds answers as plain text and is readable by its owner alone. Throws what opening it
/// throws: `data_corrupt` for a damaged or foreign file, `version_mismatch`, `io_error`.
///
///     Model shared = cached(gpt, sqlite_cache("answers.db"), {.time_to_live = 24h, .tenant = "acme"});
[[nodiscard]] BATON_EXPORT std::shared_ptr<CacheStore> sqlite_cache(const std::string& file,
                                                                    SqliteCacheOptions options = {});

}  // namespace baton::inline v0
