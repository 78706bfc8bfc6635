#include "cache/turns.hpp"

#include <utility>

namespace baton::inline v0 {

Turns::Turn::~Turn() {
  if (!turns_) return;
  Notification free;
  {
    const std::lock_guard lock(turns_->mutex_);
    const auto place = turns_->taken_.find(key_);
    free = std::move(place->second);
    turns_->taken_.erase(place);
  }
  free.notify();
}

Task<Turns::Turn> Turns::take(std::shared_ptr<Turns> turns, std::string key, Context context) {
  for (;;) {
    Notification free;
    {
      const std::lock_guard lock(turns->mutex_);
      const auto [place, added] = turns->taken_.try_emplace(key);
      if (added) co_return Turn(turns, key);
      free = place->second;
    }
    co_await free.wait(context);
  }
}

}  // namespace baton::inline v0
