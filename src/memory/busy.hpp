#pragma once

#include <atomic>

namespace baton::inline v0 {

/// Work that only one call may do at a time and that the others skip: the first to arrive does it. Frees
/// the place however the call ends, by an exception or by the destruction of its coroutine.
class Busy {
 public:
  explicit Busy(std::atomic<bool>& place) : place_(&place), mine_(!place.exchange(true)) {}
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;
  ~Busy() {
    if (mine_) place_->store(false);
  }
  [[nodiscard]] bool mine() const noexcept { return mine_; }

 private:
  std::atomic<bool>* place_;
  bool mine_;
};

}  // namespace baton::inline v0
