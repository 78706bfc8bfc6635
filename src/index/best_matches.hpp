#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <baton/index/vector_index.hpp>

namespace baton::inline v0 {

/// The best `top` of the matches offered; equal scores in the order of ids.
class BestMatches {
 public:
  explicit BestMatches(std::size_t top) : top_(top) {}
  void offer(const VectorMatch& match) {
    if (heap_.size() == top_ && !better(match, heap_.front())) return;
    if (heap_.size() == top_) {
      std::ranges::pop_heap(heap_, better);
      heap_.pop_back();
    }
    heap_.push_back(match);
    std::ranges::push_heap(heap_, better);
  }
  [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }
  std::vector<VectorMatch> take() {
    std::ranges::sort(heap_, better);
    return std::move(heap_);
  }

 private:
  static bool better(const VectorMatch& a, const VectorMatch& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  }
  std::size_t top_;
  std::vector<VectorMatch> heap_;
};

}  // namespace baton::inline v0
