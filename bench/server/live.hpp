#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/measure.hpp"

/// Streams that speak like a model: twenty tokens a second each. Every token says when it was sent, as
/// `measure::stamp()`, so that the reader knows how long it took.
class LiveStreams {
 public:
  static constexpr int tokens_a_second = 20;

  explicit LiveStreams(int tokens) : tokens_(tokens) {}

  struct Stream {
    int fd = 0;
    std::uint64_t serial = 0;
    int sent = 0;
  };

  void add(int fd, std::uint64_t serial) {
    slots_[serial % slots_.size()].push_back({fd, serial, 0});
    ++count_;
  }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] static std::string head();

  /// Sends what is due by `send(stream, bytes)`, which says whether the stream is still there.
  template <class Send>
  void tick(measure::Clock::time_point now, Send send) {
    for (; next_ <= now; next_ += slot_time) {
      auto& slot = slots_[turn_++ % slots_.size()];
      std::erase_if(slot, [&](Stream& stream) {
        const bool goes_on = send(stream, event(stream)) && stream.sent++ < tokens_;
        count_ -= goes_on ? 0 : 1;
        return !goes_on;
      });
    }
  }

 private:
  static constexpr std::chrono::milliseconds slot_time{1};

  [[nodiscard]] std::string event(const Stream& stream) const;

  const int tokens_;
  std::array<std::vector<Stream>, 1000 / tokens_a_second> slots_;
  std::size_t turn_ = 0;
  std::size_t count_ = 0;
  measure::Clock::time_point next_ = measure::Clock::now();
};
