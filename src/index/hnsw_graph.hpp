#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "link_lists.hpp"
#include "slot_table.hpp"
#include "search_scratch.hpp"
#include "spaces.hpp"

namespace baton::inline v0 {

/// A hierarchical navigable small world graph (Malkov and Yashunin 2016, arXiv:1603.09320) over slots, whose
/// distances a space gives. Any number of insertions and searches may run at the same time; `reserve` excludes all.
class HnswGraph {
 public:
  using Slot = std::uint32_t;
  struct Shape {
    std::size_t links = 16;
    std::size_t ef_construction = 200;
  };
  /// Where every search begins; level -1 when the graph is empty.
  struct Top {
    std::int32_t level = -1;
    Slot entry = 0;
  };

  explicit HnswGraph(const Shape& shape) : shape_(shape), lists_(shape.links) {}

  void reserve(std::size_t slots) { lists_.reserve(slots); }
  [[nodiscard]] Top top() const noexcept;
  [[nodiscard]] LinkLists& lists() noexcept { return lists_; }
  [[nodiscard]] const LinkLists& lists() const noexcept { return lists_; }
  /// Of a graph whose lists were read from a file.
  void set_top(Top top) noexcept;

  /// Links a slot whose vector the space has already.
  void insert(const FloatSpace& space, Slot slot, SearchScratch& scratch);

  /// The nearest `most` slots it finds, nearest first; they lie in `scratch`.
  template <class Space>
  std::vector<Near>& search(const Space& space, typename Space::Query query, std::size_t most,
                            SearchScratch& scratch) const;
  /// The same among the slots that `accept` takes; the others only lead on. Null when more than `budget` distances
  /// would have to be measured.
  template <class Space>
  std::vector<Near>* search_accepted(const Space& space, typename Space::Query query, std::size_t most,
                                     const SlotFilter& accept, std::size_t budget, SearchScratch& scratch) const;

 private:
  void link(const FloatSpace& space, Slot slot, int level, Top top, SearchScratch& scratch);
  void publish(const FloatSpace& space, Slot slot, int levels, SearchScratch& scratch);
  void link_back(const FloatSpace& space, Slot from, Near to, int level, SearchScratch& scratch);

  Shape shape_;
  LinkLists lists_;
  std::mutex raising_;  // held by whoever may become the top
  std::atomic<std::uint64_t> top_{empty};
  static constexpr std::uint64_t empty = ~std::uint64_t{0};
};

}  // namespace baton::inline v0
