#include "scope_cache.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_sets = 32;
constexpr std::size_t most_ids = 4'000'000;

}  // namespace

std::shared_ptr<const IdSet> ScopeCache::find(std::int64_t generation, const SqlCondition& condition) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return nullptr;
  const auto found = std::ranges::find(entries_, condition, &Entry::condition);
  if (found == entries_.end()) return nullptr;
  std::rotate(found, found + 1, entries_.end());
  return entries_.back().ids;
}

void ScopeCache::keep(std::int64_t generation, SqlCondition condition, std::shared_ptr<const IdSet> ids) {
  const std::lock_guard lock(mutex_);
  if (generation < generation_) return;
  if (generation > generation_) entries_.clear();
  generation_ = generation;
  entries_.push_back({std::move(condition), std::move(ids)});
  std::size_t total = 0;
  for (const Entry& entry : entries_) total += entry.ids->size();
  while (entries_.size() > most_sets || total > most_ids) {
    total -= entries_.front().ids->size();
    entries_.erase(entries_.begin());
  }
}

}  // namespace baton::inline v0
