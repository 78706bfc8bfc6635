#pragma once

#include <stop_token>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// Something that happens once, and coroutines that wait for it: the bridge between a queue, a cache or
/// a limit and the calls that it holds back.
///
/// A handle: copies share the state, so that either side may go first. Thread-safe; `notify` any number
/// of times.
///
///     Notification ready;
///     waiting.push_back(ready);          // under the lock that guards the condition
///     co_await ready.wait(context);      // after it was released
class BATON_EXPORT Notification {
 public:
  void notify() noexcept { happened_.request_stop(); }
  [[nodiscard]] bool notified() const noexcept { return happened_.stop_requested(); }
  /// Returns once `notify` was called. Throws `cancelled` or `deadline_exceeded` when the context says so
  /// before.
  [[nodiscard]] Task<void> wait(Context context) const;

 private:
  std::stop_source happened_;
};

}  // namespace baton::inline v0
