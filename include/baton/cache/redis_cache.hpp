#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <baton/cache/cache_store.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>

namespace baton::inline v0 {

struct RedisCacheOptions {
  /// "redis://HOST[:PORT][/DATABASE]" or "unix:///PATH". TLS is not spoken: let a local proxy do it.
  std::string url = "redis://127.0.0.1:6379";
  std::string username{};  ///< with `password`, of an ACL user
  Secret password{};
  std::string prefix = "baton:cache:";  ///< of every key
  /// For connecting and for each answer; a call waits at most this long, twice when a connection is new.
  std::chrono::milliseconds timeout{100};
  std::size_t max_value_bytes = std::size_t{4} << 20;  ///< larger values are neither put nor read
  std::size_t idle_connections = 4;
};

/// Keeps values in a Redis or Valkey server, for many processes on many machines.
///
/// Not part of `baton::baton` where hiredis was not found: link `baton::cache_redis`. The server needs no
/// set-up; give it a `maxmemory` and an eviction policy, as values leave by their expiry alone otherwise.
/// Whoever can write to it can put answers into the application's mouth: let it listen to friends only.
///
/// **A server that is away is not a failure**: `get`, `put` and `erase` throw `connection_failed`, which
/// `cached` takes for a miss. After a failure the server is left alone for 100 ms, then for twice as
/// long each time, up to 10 s: calls in between throw at once. Nothing is connected before the first
/// call. Connections are made anew when the server was restarted. Work runs on the runtime's blocking threads.
/// Throws `invalid_argument` or `unsupported` for a wrong `url`.
///
///     #include <baton/cache/redis_cache.hpp>
///     Model shared = cached(gpt, redis_cache({.url = "redis://cache.internal"}), {.tenant = "acme"});
[[nodiscard]] BATON_EXPORT std::shared_ptr<CacheStore> redis_cache(RedisCacheOptions options = {});

}  // namespace baton::inline v0
