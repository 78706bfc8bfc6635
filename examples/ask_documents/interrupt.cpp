#include "interrupt.hpp"

#include <csignal>
#include <cstdlib>
#include <ctime>

namespace ask {
namespace {

constexpr int exit_code = 130;  // as shells report a program ended by Ctrl-C

sigset_t interrupts() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t set = interrupts();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);  // inherited by every thread to come: only the watcher waits
  watcher_ = std::jthread([this, set](const std::stop_token& ended) {
    const timespec slice{0, 100'000'000};
    while (!ended.stop_requested()) {
      if (sigtimedwait(&set, nullptr, &slice) < 0) continue;
      if (idle_ || stop_.stop_requested()) std::_Exit(exit_code);
      stop_.request_stop();
    }
  });
}

}  // namespace ask
