#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <baton/core/export.hpp>

#include "redis/redis_address.hpp"
#include "redis/redis_reply.hpp"
#include "redis/redis_server.hpp"

struct redisContext;

namespace baton::inline v0 {

/// A command and its arguments.
using RedisWords = std::vector<std::string>;

/// One connection to a Redis server, by hiredis. Blocks; used by one thread at a time.
class BATON_EXPORT RedisConnection {
 public:
  /// Connects, signs in and chooses the database. Throws `connection_failed` or `permission_denied`.
  RedisConnection(const RedisAddress& address, const RedisServer& server, std::chrono::milliseconds timeout);
  RedisConnection(const RedisConnection&) = delete;
  RedisConnection& operator=(const RedisConnection&) = delete;
  ~RedisConnection();

  /// Sends a command and gives its answer: a text, or nothing for nil. An answer of "error" is
  /// `permission_denied` or `overloaded`, and the connection stays good; anything else is
  /// `connection_failed`, and the connection is broken.
  std::optional<std::string> command(const RedisWords& words, std::chrono::milliseconds timeout);
  /// Sends all of the commands and gives their answers, refusals among them, within `timeout` altogether.
  /// Throws `connection_failed`.
  std::vector<RedisReply> exchange(std::span<const RedisWords> commands, std::chrono::milliseconds timeout);
  /// Ends what another thread waits for, with `connection_failed` there. Thread-safe.
  void interrupt() const noexcept;
  [[nodiscard]] bool broken() const noexcept;

 private:
  struct Free {
    void operator()(redisContext* context) const noexcept;
  };
  void sign_in(const RedisServer& server, std::chrono::milliseconds timeout);
  void check_connection() const;
  void send(std::chrono::steady_clock::time_point until);
  RedisReply receive(std::chrono::steady_clock::time_point until);
  void wait_until(std::chrono::steady_clock::time_point until);

  std::string where_;
  std::unique_ptr<redisContext, Free> context_;
  bool confused_ = false;  // an answer that no command of ours has
};

}  // namespace baton::inline v0
