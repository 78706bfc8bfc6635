#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/route/shared_limits.hpp>

namespace baton::inline v0 {

struct RedisLimitsOptions {
  /// "redis://HOST[:PORT][/DATABASE]" or "unix:///PATH". TLS is not spoken: let a local proxy do it.
  std::string url = "redis://127.0.0.1:6379";
  std::string username{};  ///< with `password`, of an ACL user
  Secret password{};
  std::string prefix = "baton:limits:";  ///< of every key; processes with the same one share
  std::chrono::milliseconds timeout{100};  ///< for connecting and for each answer
  std::size_t idle_connections = 4;
  /// How long the places of a process that died stay taken. Those of one that lives are renewed three
  /// times as often. The same in all processes.
  std::chrono::milliseconds lease{30'000};
};

/// Limits that many processes on many machines share through a Redis (5 or newer) or Valkey server: token
/// buckets for requests and tokens a minute, and leases for calls in flight. Time is the server's, so the
/// machines' clocks do not matter.
///
/// Not part of `baton::baton` where hiredis was not found: link `baton::route_redis`. Each call asks once before it
/// is sent and once after it ended, which nobody waits for. A server that failed is left alone for 100 ms, then
/// for twice as long each time, up to 10 s; a router keeps to the limits by itself meanwhile. A server that
/// was restarted and kept nothing has forgotten the calls in flight. Thread-safe.
/// Throws `invalid_argument` or `unsupported` for a wrong `url`, `timeout` or `lease`.
///
///     #include <baton/route/redis_limits.hpp>
///     auto fleet = make_router({.deployments = {{.name = "eu", .chat = gpt, .limits = {.concurrency = 20}}},
///                               .shared_limits = redis_limits({.url = "redis://limits.internal"})});
[[nodiscard]] BATON_EXPORT std::shared_ptr<SharedLimits> redis_limits(RedisLimitsOptions options = {});

}  // namespace baton::inline v0
