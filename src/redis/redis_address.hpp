#pragma once

#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Where a Redis server listens: `path` of a socket, or else `host` and `port`.
struct RedisAddress {
  std::string host{};
  int port = 6379;
  std::string path{};
  int database = 0;

  bool operator==(const RedisAddress&) const = default;
  /// For messages.
  [[nodiscard]] std::string text() const;
};

/// Throws `invalid_argument`, or `unsupported` for TLS. Never repeats the URL, which may hold a password.
[[nodiscard]] BATON_EXPORT RedisAddress parse_redis_url(std::string_view url);

}  // namespace baton::inline v0
