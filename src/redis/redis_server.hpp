#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <baton/core/secret.hpp>

namespace baton::inline v0 {

/// How a Redis server is reached.
struct RedisServer {
  std::string url{};  ///< see `parse_redis_url`
  std::string username{};
  Secret password{};
  std::chrono::milliseconds timeout{100};  ///< for connecting and for each answer
  std::size_t idle_connections = 4;
};

}  // namespace baton::inline v0
