#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace ask {

/// Turns Ctrl-C into a stop request; a second one, or one while waiting for input, ends the process.
/// The index is whole at any moment. Make it first thing in `main`, before other threads.
class Interrupt {
 public:
  Interrupt();

  [[nodiscard]] std::stop_token token() const noexcept { return stop_.get_token(); }
  /// Whether the program waits for the person and has nothing to wind up.
  void idle(bool waiting) noexcept { idle_ = waiting; }

 private:
  std::stop_source stop_;
  std::atomic<bool> idle_{false};
  std::jthread watcher_;
};

}  // namespace ask
