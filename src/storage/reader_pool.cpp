#include "storage/reader_pool.hpp"

#include <utility>

namespace baton::inline v0::sqlite {

ReaderPool::Lease::Lease(ReaderPool& pool) : pool_(&pool) {
  {
    const std::lock_guard lock(pool.mutex_);
    if (!pool.idle_.empty()) {
      database_ = std::move(pool.idle_.back());
      pool.idle_.pop_back();
    }
  }
  if (database_) return;
  database_ = std::make_unique<Database>(pool.file_, Database::Mode::read, false);
  check(*database_, *pool.schema_);
}

ReaderPool::Lease::~Lease() {
  const std::lock_guard lock(pool_->mutex_);
  if (pool_->idle_.size() < pool_->most_idle_) pool_->idle_.push_back(std::move(database_));
}

}  // namespace baton::inline v0::sqlite
