#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace baton::inline v0 {

/// Lets searches in together or changes in together, but never one beside the other. The two take turns: whoever waits
/// goes in when those inside have come out, before any who came later on the other side. Neither can be starved,
/// and a search waits for one change at a time.
class TurnLock {
 public:
  class Turn {
   public:
    Turn(TurnLock& lock, std::size_t side) : lock_(lock), side_(side) { lock_.enter(side_); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { lock_.leave(side_); }

   private:
    TurnLock& lock_;
    std::size_t side_;
  };

  [[nodiscard]] Turn to_search() { return {*this, 0}; }
  [[nodiscard]] Turn to_change() { return {*this, 1}; }

 private:
  struct Side {
    std::size_t inside = 0;
    std::size_t waiting = 0;
    std::uint64_t rounds = 0;  // how often those waiting were let in, all at once
    std::condition_variable let_in;
  };

  void enter(std::size_t side) {
    std::unique_lock lock(mutex_);
    Side& own = sides_[side];
    const Side& other = sides_[1 - side];
    if (other.inside == 0 && other.waiting == 0) {
      ++own.inside;
      return;
    }
    ++own.waiting;
    own.let_in.wait(lock, [&own, round = own.rounds] { return own.rounds != round; });
  }

  void leave(std::size_t side) {
    const std::lock_guard lock(mutex_);
    if (--sides_[side].inside != 0) return;
    Side& next = sides_[1 - side];
    if (next.waiting == 0) return;
    next.inside = next.waiting;
    next.waiting = 0;
    ++next.rounds;
    next.let_in.notify_all();
  }

  std::mutex mutex_;
  std::array<Side, 2> sides_;
};

}  // namespace baton::inline v0
