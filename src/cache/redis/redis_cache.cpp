#include <baton/cache/redis_cache.hpp>

#include <utility>

#include "redis/redis_client.hpp"

namespace baton::inline v0 {
namespace {

using std::chrono::milliseconds;

class RedisCache : public CacheStore {
 public:
  explicit RedisCache(RedisCacheOptions options)
      : prefix_(std::move(options.prefix)),
        max_value_bytes_(options.max_value_bytes),
        redis_({.url = std::move(options.url),
                .username = std::move(options.username),
                .password = std::move(options.password),
                .timeout = options.timeout,
                .idle_connections = options.idle_connections}) {}

  [[nodiscard]] bool shared() const noexcept override { return true; }

  Task<std::optional<std::string>> get(std::string key, Context context) override {
    // A range, so that the length is bounded before it is on its way.
    const RedisClient::Words words = {"GETRANGE", prefix_ + key, "0", std::to_string(max_value_bytes_)};
    auto value = co_await redis_.command(words, std::move(context));
    const bool usable = value && !value->empty() && value->size() <= max_value_bytes_;
    co_return usable ? std::move(value) : std::nullopt;
  }

  Task<void> put(std::string key, std::string value, milliseconds time_to_live, Context context) override {
    if (value.size() > max_value_bytes_) co_return;
    const RedisClient::Words words = {"SET", prefix_ + key, std::move(value), "PX",
                                      std::to_string(time_to_live.count())};
    co_await redis_.command(words, std::move(context));
  }

  Task<void> erase(std::string key, Context context) override {
    const RedisClient::Words words = {"DEL", prefix_ + key};
    co_await redis_.command(words, std::move(context));
  }

 private:
  const std::string prefix_;
  const std::size_t max_value_bytes_;
  RedisClient redis_;
};

}  // namespace

std::shared_ptr<CacheStore> redis_cache(RedisCacheOptions options) {
  return std::make_shared<RedisCache>(std::move(options));
}

}  // namespace baton::inline v0
