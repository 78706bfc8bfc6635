#include <baton/cache/memory_cache.hpp>

#include <list>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

using Time = std::chrono::system_clock::time_point;

/// One lock: it is held for a look-up and the move of a list node, a hundredth of what a hit costs in all
/// (docs/benchmarks.md), so that shards would only make the order of eviction wrong.
class MemoryCache : public CacheStore {
 public:
  explicit MemoryCache(MemoryCacheOptions options) : options_(std::move(options)) {}

  [[nodiscard]] bool shared() const noexcept override { return false; }

  Task<std::optional<std::string>> get(std::string key, Context) override {
    const auto value = find(key);
    if (!value) co_return std::nullopt;
    co_return *value;  // copied outside of the lock
  }

  Task<void> put(std::string key, std::string value, std::chrono::milliseconds time_to_live, Context) override {
    Entry entry{std::move(key), std::make_shared<const std::string>(std::move(value)),
                options_.now() + time_to_live};
    const std::lock_guard lock(mutex_);
    drop(entry.key);
    if (size_of(entry) > options_.max_bytes / 4) co_return;
    bytes_ += size_of(entry);
    entries_.push_front(std::move(entry));
    places_.emplace(entries_.front().key, entries_.begin());
    while (bytes_ > options_.max_bytes) drop(entries_.back().key);
  }

  Task<void> erase(std::string key, Context) override {
    const std::lock_guard lock(mutex_);
    drop(key);
    co_return;
  }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const std::string> value;
    Time expires;
  };
  using Entries = std::list<Entry>;

  static std::size_t size_of(const Entry& entry) {
    constexpr std::size_t bookkeeping = 256;  // nodes of list and map, control block
    return entry.key.size() + entry.value->size() + bookkeeping;
  }

  std::shared_ptr<const std::string> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    if (place->second->expires <= options_.now()) {
      drop(key);
      return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, place->second);
    return entries_.front().value;
  }

  void drop(std::string_view key) {
    const auto place = places_.find(key);
    if (place == places_.end()) return;
    const auto entry = place->second;
    bytes_ -= size_of(*entry);
    places_.erase(place);
    entries_.erase(entry);
  }

  const MemoryCacheOptions options_;
  std::mutex mutex_;
  Entries entries_;  // the most recently used first
  std::unordered_map<std::string_view, Entries::iterator> places_;  // views of the entries' own keys
  std::size_t bytes_ = 0;
};

}  // namespace

CacheStore::~CacheStore() = default;

std::shared_ptr<CacheStore> memory_cache(MemoryCacheOptions options) {
  return std::make_shared<MemoryCache>(std::move(options));
}

}  // namespace baton::inline v0
