#include <baton/route/redis_limits.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "redis/redis_client.hpp"
#include "route/redis/limit_scripts.hpp"

namespace baton::inline v0 {
namespace {

using std::chrono::milliseconds;

/// A place gets free at any moment, and nobody says so: ask again after this.
constexpr milliseconds ask_for_a_place{20};
/// Ids in one command at most.
constexpr std::size_t most_ids = 1'000;

std::string name_of_process() {
  std::random_device random;
  return std::to_string(random()) + "-" + std::to_string(random()) + "-";
}

class RedisLimits : public SharedLimits, public std::enable_shared_from_this<RedisLimits> {
 public:
  explicit RedisLimits(RedisLimitsOptions options);

  [[nodiscard]] Task<LimitAnswer> acquire(std::string key, DeploymentLimits limits, std::int64_t tokens,
                                          Context context) override;
  [[nodiscard]] Task<void> release(LimitLease lease, std::int64_t used_tokens, Context context) override;

 private:
  using Held = std::map<std::string, std::string, std::less<>>;  // id to key

  [[nodiscard]] RedisClient::Words words(const char* script, const std::string& key) const;
  void hold(const LimitLease& lease, Runtime& runtime);
  [[nodiscard]] static Task<void> keep_renewing(std::shared_ptr<RedisLimits> self, Context context);
  [[nodiscard]] Task<void> renew(Held held, Context context);
  /// What must be renewed; when there is nothing, the renewing ends.
  [[nodiscard]] Held still_held();

  const std::string prefix_;
  const milliseconds lease_;
  const std::string process_ = name_of_process();
  RedisClient redis_;
  std::atomic<std::uint64_t> calls_{0};
  std::mutex mutex_;
  Held held_;
  bool renewing_ = false;
};

RedisLimits::RedisLimits(RedisLimitsOptions options)
    : prefix_(std::move(options.prefix)),
      lease_(options.lease),
      redis_({.url = std::move(options.url),
              .username = std::move(options.username),
              .password = std::move(options.password),
              .timeout = options.timeout,
              .idle_connections = options.idle_connections}) {
  if (lease_ >= milliseconds(100)) return;
  throw Error(ErrorCode::invalid_argument, "RedisLimitsOptions::lease must be 100 ms or more");
}

RedisClient::Words RedisLimits::words(const char* script, const std::string& key) const {
  // In a cluster, what stands in braces decides where a key lies: both must lie together.
  const std::string both = prefix_ + "{" + key + "}";
  return {"EVAL", script, "2", both + ":levels", both + ":places"};
}

Task<LimitAnswer> RedisLimits::acquire(std::string key, DeploymentLimits limits, std::int64_t tokens, Context context) {
  LimitLease lease{std::move(key), process_ + std::to_string(++calls_), tokens};
  auto command = words(limit_scripts::acquire, lease.key);
  for (const std::int64_t number : {limits.requests_per_minute, limits.tokens_per_minute,
                                    static_cast<std::int64_t>(limits.concurrency), tokens}) {
    command.push_back(std::to_string(number));
  }
  command.push_back(lease.id);
  command.push_back(std::to_string(lease_.count()));
  const auto answer = co_await redis_.command(command, context);
  const long wait = answer ? std::stol(*answer) : 0;
  if (wait != 0) co_return LimitAnswer{.wait = wait < 0 ? ask_for_a_place : milliseconds(wait)};
  if (limits.concurrency > 0) hold(lease, context.runtime());
  co_return LimitAnswer{.lease = std::move(lease)};
}

Task<void> RedisLimits::release(LimitLease lease, std::int64_t used_tokens, Context context) {
  bool held = false;
  {
    const std::lock_guard lock(mutex_);
    held = held_.erase(lease.id) > 0;
  }
  const std::int64_t more = used_tokens - lease.tokens;
  if (!held && more == 0) co_return;
  auto command = words(limit_scripts::release, lease.key);
  command.push_back(std::move(lease.id));
  command.push_back(std::to_string(more));
  co_await redis_.command(command, std::move(context));
}

void RedisLimits::hold(const LimitLease& lease, Runtime& runtime) {
  {
    const std::lock_guard lock(mutex_);
    held_.emplace(lease.id, lease.key);
    if (std::exchange(renewing_, true)) return;
  }
  runtime.spawn(keep_renewing(shared_from_this(), Context{}.with_runtime(runtime)));
}

RedisLimits::Held RedisLimits::still_held() {
  const std::lock_guard lock(mutex_);
  renewing_ = !held_.empty();
  return held_;
}

Task<void> RedisLimits::keep_renewing(std::shared_ptr<RedisLimits> self, Context context) {
  try {
    for (;;) {
      co_await context.runtime().sleep_for(self->lease_ / 3, context);
      Held held = self->still_held();
      if (held.empty()) co_return;
      co_await self->renew(std::move(held), context);
    }
  } catch (...) {
    // The runtime ends: a call on another one that comes after this begins anew.
    const std::lock_guard lock(self->mutex_);
    self->renewing_ = false;
  }
}

Task<void> RedisLimits::renew(Held held, Context context) {
  std::map<std::string, std::vector<std::string>> ids;
  for (auto& [id, key] : held) ids[key].push_back(id);
  for (const auto& [key, all] : ids) {
    for (std::size_t begin = 0; begin < all.size(); begin += most_ids) {
      auto command = words(limit_scripts::renew, key);
      command.push_back(std::to_string(lease_.count()));
      const std::size_t end = std::min(all.size(), begin + most_ids);
      for (std::size_t i = begin; i < end; ++i) command.push_back(all[i]);
      try {
        co_await redis_.command(command, context);
      } catch (const Error& error) {
        if (error.code() == ErrorCode::cancelled) throw;  // else it is away, and may be back next time
      }
    }
  }
}

}  // namespace

std::shared_ptr<SharedLimits> redis_limits(RedisLimitsOptions options) {
  return std::make_shared<RedisLimits>(std::move(options));
}

}  // namespace baton::inline v0
