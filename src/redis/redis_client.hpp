#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

#include "redis/backoff.hpp"
#include "redis/redis_connection.hpp"

namespace baton::inline v0 {

/// A Redis server as many tasks use it: connections are made when needed, kept, and made anew when the
/// server was restarted; a server that failed is left alone for a while, see `Backoff`. Thread-safe.
class BATON_EXPORT RedisClient {
 public:
  using Words = RedisWords;

  /// Connects to nothing yet. Throws `invalid_argument` or `unsupported` for the URL or the timeout.
  explicit RedisClient(RedisServer server);

  /// Asks on the runtime's blocking threads; errors as of `RedisConnection`. `words` and this must
  /// outlive the task.
  [[nodiscard]] Task<std::optional<std::string>> command(const Words& words, Context context);
  /// Sends all of the commands on one connection and gives their answers, refusals among them. They must do no
  /// harm when they are done twice. Throws `cancelled` or `deadline_exceeded` when the context ended it.
  [[nodiscard]] Task<std::vector<RedisReply>> exchange(const std::vector<Words>& commands, Context context);

 private:
  using Connection = std::unique_ptr<RedisConnection>;

  void check_backoff() const;
  [[nodiscard]] std::chrono::milliseconds time_for(const Context& context) const;
  template <class Use>
  auto ask(Use use, const Context& context);
  template <class Use>
  auto ask_twice(Use use, const Context& context);
  template <class Use>
  auto ask_by(Connection connection, Use use, const Context& context);
  [[nodiscard]] Connection take_idle();
  void drop_idle();

  const RedisServer server_;
  const RedisAddress address_;
  Backoff backoff_;
  std::mutex mutex_;
  std::vector<Connection> idle_;
};

}  // namespace baton::inline v0
