#pragma once

#include <atomic>

namespace baton::test {

/// Counts the objects of its kind that are alive: what a leaked coroutine frame would keep.
class Live {
 public:
  Live() noexcept { ++count(); }
  Live(const Live&) noexcept { ++count(); }
  Live& operator=(const Live&) = default;
  ~Live() { --count(); }

  static std::atomic<int>& count() noexcept {
    static std::atomic<int> live{0};
    return live;
  }
};

}  // namespace baton::test
