#include "redis/redis_client.hpp"

#include <algorithm>
#include <stop_token>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

RedisClient::RedisClient(RedisServer server) : server_(std::move(server)), address_(parse_redis_url(server_.url)) {
  if (server_.timeout > milliseconds(0)) return;
  throw Error(ErrorCode::invalid_argument, "the timeout of Redis must be positive");
}

void RedisClient::check_backoff() const {
  const milliseconds pause = backoff_.left(Clock::now());
  if (pause.count() == 0) return;
  throw Error(ErrorCode::connection_failed, "Redis at " + address_.text() + " failed before and is left alone for " +
                                                std::to_string(pause.count()) + " ms")
      .with_retry(true, pause);
}

milliseconds RedisClient::time_for(const Context& context) const {
  if (!context.has_deadline()) return server_.timeout;
  const auto left = std::chrono::ceil<milliseconds>(context.deadline() - Clock::now());
  return std::clamp(left, milliseconds(1), server_.timeout);
}

template <class Use>
auto RedisClient::ask(Use use, const Context& context) {
  try {
    auto answer = ask_twice(use, context);
    backoff_.succeeded();
    return answer;
  } catch (const Error& error) {
    // One that says no is there, but is not to be asked for the same again and again. That a caller had no time to
    // wait tells nothing of the server.
    const bool left = context.stop_token().stop_requested() || Clock::now() >= context.deadline();
    if (!left && error.code() != ErrorCode::overloaded) backoff_.failed(Clock::now());
    throw;
  }
}

template <class Use>
auto RedisClient::ask_twice(Use use, const Context& context) {
  if (Connection idle = take_idle()) {
    const auto end = Clock::now() + time_for(context);
    try {
      return ask_by(std::move(idle), use, context);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::connection_failed || context.stop_token().stop_requested()) throw;
      drop_idle();  // the server was restarted, most likely, and the others are as dead
      if (Clock::now() >= end) throw;  // or it hangs, and would hang again
    }
  }
  return ask_by(std::make_unique<RedisConnection>(address_, server_, time_for(context)), use, context);
}

template <class Use>
auto RedisClient::ask_by(Connection connection, Use use, const Context& context) {
  auto answer = [&] {
    const std::stop_callback interrupt(context.stop_token(), [&] { connection->interrupt(); });
    return use(*connection, time_for(context));
  }();
  const std::lock_guard lock(mutex_);
  if (!connection->broken() && idle_.size() < server_.idle_connections) idle_.push_back(std::move(connection));
  return answer;
}

Task<std::optional<std::string>> RedisClient::command(const Words& words, Context context) {
  check_backoff();  // not even a thread is bothered
  const auto use = [&](RedisConnection& connection, milliseconds timeout) { return connection.command(words, timeout); };
  co_return co_await context.runtime().blocking([&] { return ask(use, context); }, context);
}

Task<std::vector<RedisReply>> RedisClient::exchange(const std::vector<Words>& commands, Context context) {
  context.check();
  check_backoff();
  const auto use = [&](RedisConnection& connection, milliseconds timeout) { return connection.exchange(commands, timeout); };
  try {
    co_return co_await context.runtime().blocking([&] { return ask(use, context); }, context);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::connection_failed) context.check();
    throw;
  }
}

RedisClient::Connection RedisClient::take_idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  Connection connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void RedisClient::drop_idle() {
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

}  // namespace baton::inline v0
