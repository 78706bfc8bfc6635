#include <baton/cache/redis_cache.hpp>

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "cache/redis/backoff.hpp"
#include "cache/redis/redis_connection.hpp"

namespace baton::inline v0 {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class RedisCache : public CacheStore {
 public:
  explicit RedisCache(RedisCacheOptions options)
      : options_(std::move(options)), address_(parse_redis_url(options_.url)) {}

  [[nodiscard]] bool shared() const noexcept override { return true; }

  Task<std::optional<std::string>> get(std::string key, Context context) override {
    // A range, so that the length is bounded before it is on its way.
    const std::string last = std::to_string(options_.max_value_bytes);
    const Question question = [&](RedisConnection& server, milliseconds timeout) {
      auto value = server.command({"GETRANGE", options_.prefix + key, "0", last}, timeout);
      const bool usable = value && !value->empty() && value->size() <= options_.max_value_bytes;
      return usable ? std::move(value) : std::nullopt;
    };
    co_return co_await ask(context, question);
  }

  Task<void> put(std::string key, std::string value, milliseconds time_to_live, Context context) override {
    if (value.size() > options_.max_value_bytes) co_return;
    const std::string expiry = std::to_string(time_to_live.count());
    const Question question = [&](RedisConnection& server, milliseconds timeout) {
      return server.command({"SET", options_.prefix + key, value, "PX", expiry}, timeout);
    };
    co_await ask(context, question);
  }

  Task<void> erase(std::string key, Context context) override {
    const Question question = [&](RedisConnection& server, milliseconds timeout) {
      return server.command({"DEL", options_.prefix + key}, timeout);
    };
    co_await ask(context, question);
  }

 private:
  using Answer = std::optional<std::string>;
  using Question = std::function<Answer(RedisConnection& server, milliseconds timeout)>;

  /// `question` must outlive the task.
  Task<Answer> ask(const Context& context, const Question& question) {
    const milliseconds pause = backoff_.left(Clock::now());
    if (pause.count() > 0) {  // not even a thread is bothered
      throw Error(ErrorCode::connection_failed, "Redis at " + address_.text() +
                                                    " failed before and is left alone for " +
                                                    std::to_string(pause.count()) + " ms")
          .with_retry(true, pause);
    }
    const milliseconds timeout = time_for(context);
    co_return co_await context.runtime().blocking([&] { return asked(question, timeout); }, context);
  }

  [[nodiscard]] milliseconds time_for(const Context& context) const {
    if (!context.has_deadline()) return options_.timeout;
    const auto left = std::chrono::ceil<milliseconds>(context.deadline() - Clock::now());
    return std::clamp(left, milliseconds(1), options_.timeout);
  }

  Answer asked(const Question& question, milliseconds timeout) {
    try {
      Answer answer = asked_twice(question, timeout);
      backoff_.succeeded();
      return answer;
    } catch (const Error& error) {
      // One that says no is there, but is not to be asked for the same again and again.
      if (error.code() != ErrorCode::overloaded) backoff_.failed(Clock::now());
      throw;
    }
  }

  Answer asked_twice(const Question& question, milliseconds timeout) {
    std::unique_ptr<RedisConnection> server = take_idle();
    if (server) {
      const auto begin = Clock::now();
      try {
        return answered(std::move(server), question, timeout);
      } catch (const Error& error) {
        if (error.code() != ErrorCode::connection_failed) throw;
        drop_idle();  // the server was restarted, most likely, and the others are as dead
        if (Clock::now() - begin >= timeout) throw;  // or it hangs, and would hang again
      }
    }
    return answered(std::make_unique<RedisConnection>(address_, options_, timeout), question, timeout);
  }

  Answer answered(std::unique_ptr<RedisConnection> server, const Question& question, milliseconds timeout) {
    Answer answer = question(*server, timeout);
    const std::lock_guard lock(mutex_);
    if (idle_.size() < options_.idle_connections) idle_.push_back(std::move(server));
    return answer;
  }

  std::unique_ptr<RedisConnection> take_idle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return nullptr;
    auto server = std::move(idle_.back());
    idle_.pop_back();
    return server;
  }

  void drop_idle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
  }

  const RedisCacheOptions options_;
  const RedisAddress address_;
  Backoff backoff_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<RedisConnection>> idle_;
};

}  // namespace

std::shared_ptr<CacheStore> redis_cache(RedisCacheOptions options) {
  if (options.timeout <= milliseconds(0)) {
    throw Error(ErrorCode::invalid_argument, "RedisCacheOptions::timeout must be positive");
  }
  return std::make_shared<RedisCache>(std::move(options));
}

}  // namespace baton::inline v0
