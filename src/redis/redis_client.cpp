#include "redis/redis_client.hpp"

#include <algorithm>
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

Task<std::optional<std::string>> RedisClient::command(const Words& words, Context context) {
  const milliseconds pause = backoff_.left(Clock::now());
  if (pause.count() > 0) {  // not even a thread is bothered
    throw Error(ErrorCode::connection_failed, "Redis at " + address_.text() + " failed before and is left alone for " +
                                                  std::to_string(pause.count()) + " ms")
        .with_retry(true, pause);
  }
  const milliseconds timeout = time_for(context);
  co_return co_await context.runtime().blocking([&] { return ask(words, timeout); }, context);
}

milliseconds RedisClient::time_for(const Context& context) const {
  if (!context.has_deadline()) return server_.timeout;
  const auto left = std::chrono::ceil<milliseconds>(context.deadline() - Clock::now());
  return std::clamp(left, milliseconds(1), server_.timeout);
}

RedisClient::Answer RedisClient::ask(const Words& words, milliseconds timeout) {
  try {
    Answer answer = ask_twice(words, timeout);
    backoff_.succeeded();
    return answer;
  } catch (const Error& error) {
    // One that says no is there, but is not to be asked for the same again and again.
    if (error.code() != ErrorCode::overloaded) backoff_.failed(Clock::now());
    throw;
  }
}

RedisClient::Answer RedisClient::ask_twice(const Words& words, milliseconds timeout) {
  if (Connection idle = take_idle()) {
    const auto begin = Clock::now();
    try {
      return ask_by(std::move(idle), words, timeout);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::connection_failed) throw;
      drop_idle();  // the server was restarted, most likely, and the others are as dead
      if (Clock::now() - begin >= timeout) throw;  // or it hangs, and would hang again
    }
  }
  return ask_by(std::make_unique<RedisConnection>(address_, server_, timeout), words, timeout);
}

RedisClient::Answer RedisClient::ask_by(Connection connection, const Words& words, milliseconds timeout) {
  Answer answer = connection->command(words, timeout);
  const std::lock_guard lock(mutex_);
  if (idle_.size() < server_.idle_connections) idle_.push_back(std::move(connection));
  return answer;
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
