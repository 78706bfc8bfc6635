#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace baton::inline v0 {

/// A slot and how far it is: less is nearer.
struct Near {
  float distance = 0;
  std::uint32_t slot = 0;
};

/// The nearest slots seen so far, sorted, and which of them were expanded.
class CandidatePool {
 public:
  void start(std::size_t most) {
    most_ = most;
    cursor_ = 0;
    items_.clear();
    items_.reserve(most + 1);
  }
  [[nodiscard]] bool full() const noexcept { return items_.size() == most_; }
  [[nodiscard]] float worst() const noexcept { return items_.back().distance; }

  void offer(Near near) {
    if (full()) {
      if (!(near.distance < worst())) return;
      items_.pop_back();
    }
    const auto place = std::upper_bound(items_.begin(), items_.end(), near.distance,
                                        [](float distance, const Near& item) { return distance < item.distance; });
    const auto at = static_cast<std::size_t>(place - items_.begin());
    items_.insert(place, near);
    cursor_ = std::min(cursor_, at);
  }
  /// The nearest that was not expanded yet, which counts as expanded from now on.
  bool next(std::uint32_t& slot) {
    while (cursor_ < items_.size() && (items_[cursor_].slot & expanded) != 0) ++cursor_;
    if (cursor_ == items_.size()) return false;
    slot = items_[cursor_].slot;
    items_[cursor_].slot |= expanded;
    return true;
  }
  /// What `next` would give now; null when nothing.
  [[nodiscard]] const Near* coming() const noexcept {
    for (std::size_t at = cursor_; at < items_.size(); ++at) {
      if ((items_[at].slot & expanded) == 0) return &items_[at];
    }
    return nullptr;
  }
  /// What is left at the end, nearest first.
  std::vector<Near>& finish() {
    for (Near& item : items_) item.slot &= ~expanded;
    return items_;
  }

 private:
  static constexpr std::uint32_t expanded = 0x8000'0000;
  std::size_t most_ = 0;
  std::size_t cursor_ = 0;
  std::vector<Near> items_;
};

/// Which slots a search has met. Starting anew costs nothing, but every 255th time.
class VisitedSlots {
 public:
  void start(std::size_t slots) {
    if (marks_.size() < slots) marks_.resize(slots + slots / 2);
    if (++mark_ != 0) return;
    std::ranges::fill(marks_, std::uint8_t{0});
    mark_ = 1;
  }
  /// Whether it is the first time.
  bool visit(std::uint32_t slot) noexcept { return std::exchange(marks_[slot], mark_) != mark_; }

 private:
  std::uint8_t mark_ = 0;
  std::vector<std::uint8_t> marks_;
};

/// The memory of one search or insertion, used again by the next.
struct SearchScratch {
  CandidatePool pool;
  VisitedSlots visited;
  std::vector<Near> frontier;
  std::vector<std::uint32_t> fresh;
  std::vector<std::byte> query;
};

/// Lends scratches. Thread-safe.
class ScratchPool {
 public:
  class Lent {
   public:
    Lent(ScratchPool& from, std::unique_ptr<SearchScratch> lent) : from_(from), lent_(std::move(lent)) {}
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent() { from_.give_back(std::move(lent_)); }
    SearchScratch& operator*() const noexcept { return *lent_; }

   private:
    ScratchPool& from_;
    std::unique_ptr<SearchScratch> lent_;
  };

  Lent lend() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return {*this, std::make_unique<SearchScratch>()};
    auto last = std::move(free_.back());
    free_.pop_back();
    return {*this, std::move(last)};
  }

 private:
  void give_back(std::unique_ptr<SearchScratch> lent) noexcept {
    const std::lock_guard lock(mutex_);
    // A capacity that cannot grow only means that the next search makes its own.
    if (free_.size() < most_kept) free_.push_back(std::move(lent));
  }
  static constexpr std::size_t most_kept = 64;
  std::mutex mutex_;
  std::vector<std::unique_ptr<SearchScratch>> free_ = [] {
    std::vector<std::unique_ptr<SearchScratch>> room;
    room.reserve(most_kept);
    return room;
  }();
};

}  // namespace baton::inline v0
