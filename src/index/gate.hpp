#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include <baton/core/context.hpp>

namespace baton::inline v0 {

/// A lock between threads that may be waited for long: the wait ends with a context.
class Gate {
 public:
  /// Being inside, until the end of the scope.
  class Pass {
   public:
    Pass(Gate& gate, const Context& context) : gate_(gate) { gate_.enter(context); }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    ~Pass() { gate_.leave(); }

   private:
    Gate& gate_;
  };

  /// Throws `cancelled` or `deadline_exceeded` when the context ends first.
  [[nodiscard]] Pass pass(const Context& context) { return {*this, context}; }

 private:
  static constexpr auto look_at_context = std::chrono::milliseconds(20);

  void enter(const Context& context) {
    std::unique_lock lock(mutex_);
    while (!free_.wait_for(lock, look_at_context, [this] { return !taken_; })) context.check();
    taken_ = true;
  }
  void leave() {
    {
      const std::lock_guard lock(mutex_);
      taken_ = false;
    }
    free_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable free_;
  bool taken_ = false;
};

}  // namespace baton::inline v0
