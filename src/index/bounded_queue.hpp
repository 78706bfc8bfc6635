#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/notification.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// What passes from one stage of a pipeline to the next: at most `capacity` values wait, and whoever
/// has one more waits too. Thread-safe; must outlive the coroutines that wait.
template <class T>
class BoundedQueue {
 public:
  /// Closes itself when `producers` have called `done`.
  BoundedQueue(std::size_t capacity, std::size_t producers)
      : capacity_(capacity == 0 ? 1 : capacity), producers_(producers) {}

  /// Throws `cancelled` or `deadline_exceeded` while it waits for room.
  Task<void> push(T value, Context context) {
    for (;;) {
      const std::optional<Notification> room = try_push(value);
      if (!room) break;
      co_await room->wait(context);
    }
    wake();
  }

  /// The next value; nothing when there will be none any more.
  Task<std::optional<T>> pop(Context context) {
    std::optional<T> value;
    for (;;) {
      const std::optional<Notification> more = try_pop(value);
      if (!more) break;
      co_await more->wait(context);
    }
    wake();
    co_return value;
  }

  /// A producer has no more.
  void done() {
    {
      const std::lock_guard lock(mutex_);
      --producers_;
    }
    wake();
  }

 private:
  /// Takes the value, or gives what happens when there is room.
  std::optional<Notification> try_push(T& value) {
    const std::lock_guard lock(mutex_);
    if (values_.size() >= capacity_) return waiting_.emplace_back();
    values_.push_back(std::move(value));
    return std::nullopt;
  }

  /// Gives what happens when there is more; nothing when there is a value, or no more to come.
  std::optional<Notification> try_pop(std::optional<T>& value) {
    const std::lock_guard lock(mutex_);
    if (values_.empty() && producers_ > 0) return waiting_.emplace_back();
    if (values_.empty()) return std::nullopt;
    value.emplace(std::move(values_.front()));
    values_.pop_front();
    return std::nullopt;
  }

  /// Outside of the lock: who is woken comes right back.
  void wake() {
    std::vector<Notification> woken;
    {
      const std::lock_guard lock(mutex_);
      woken.swap(waiting_);
    }
    for (Notification& each : woken) each.notify();
  }

  const std::size_t capacity_;
  std::mutex mutex_;
  std::size_t producers_;
  std::deque<T> values_;
  std::vector<Notification> waiting_;
};

}  // namespace baton::inline v0
