#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

#include <baton/core/context.hpp>

namespace baton::inline v0 {

/// How much the loop reads before readers get their turn; see docs/http.md, "Readers first". Everything
/// but `unread` and `lets_go` belongs to the loop.
class Pace {
 public:
  using Clock = Context::Clock;
  static constexpr std::size_t turn_bytes = std::size_t{64} << 10;
  static constexpr std::size_t most_unread = std::size_t{4} << 20;
  static constexpr auto longest_break = std::chrono::milliseconds(4);

  /// The bytes that wait in all mailboxes.
  [[nodiscard]] std::atomic<std::size_t>& unread() noexcept { return unread_; }
  /// Whether too much waits for readers.
  [[nodiscard]] bool is_behind() const noexcept { return unread_ >= most_unread; }
  /// Whether a reader that took so many bytes ended a break.
  [[nodiscard]] bool lets_go(std::size_t taken) const noexcept {
    const std::size_t left = unread_;
    return left < most_unread && left + taken >= most_unread;
  }

  void begin_turn() noexcept { received_ = 0; }
  void count(std::size_t bytes) noexcept { received_ += bytes; }
  [[nodiscard]] bool is_full() const noexcept { return received_ >= turn_bytes; }

  /// Ends the turn: others have theirs, and readers that are behind have time to catch up.
  void take_break(Clock::time_point now) noexcept {
    if (!break_end_) break_end_ = is_behind() ? now + longest_break : now;
  }
  [[nodiscard]] const std::optional<Clock::time_point>& break_end() const noexcept { return break_end_; }
  /// Begins a turn; false when there was no break.
  [[nodiscard]] bool end_break() noexcept {
    if (!break_end_) return false;
    break_end_.reset();
    begin_turn();
    return true;
  }

 private:
  std::atomic<std::size_t> unread_{0};
  std::size_t received_ = 0;  // bytes of bodies in this turn
  std::optional<Clock::time_point> break_end_;
};

}  // namespace baton::inline v0
