#include "postgres/pool.hpp"

#include <string>

namespace baton::inline v0::postgres {

Pool::Lease::Lease(Pool& pool, const Context& context) : pool_(&pool) {
  {
    const std::lock_guard lock(pool.mutex_);
    // The server may have closed those that lay idle.
    while (!pool.idle_.empty() && !connection_) {
      connection_ = std::move(pool.idle_.back());
      pool.idle_.pop_back();
      if (!connection_->usable()) connection_.reset();
    }
  }
  if (!connection_) connection_ = std::make_unique<Connection>(std::string(pool.address_.reveal()), context);
}

Pool::Lease::~Lease() {
  if (!connection_->idle()) return;
  const std::lock_guard lock(pool_->mutex_);
  if (pool_->idle_.size() < pool_->most_idle_) pool_->idle_.push_back(std::move(connection_));
}

}  // namespace baton::inline v0::postgres
