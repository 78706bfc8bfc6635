#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "bytes.hpp"
#include "row_space.hpp"
#include "search_scratch.hpp"
#include "slot_table.hpp"

namespace baton::inline v0 {

/// A hierarchical navigable small world graph over rows, which are numbered from 0: hnswlib's, its memory, its links
/// and its choice of neighbours. The walks through it are ours, so that they call for what they need ahead of time
/// and keep their memory from one search to the next. Searches may run at the same time, and so may insertions; the
/// one excludes the other. `reserve` excludes all.
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

  HnswGraph(const RowSpace& rows, const Shape& shape);
  HnswGraph(HnswGraph&&) noexcept;
  HnswGraph& operator=(HnswGraph&&) noexcept;
  ~HnswGraph();

  void reserve(std::size_t slots);
  [[nodiscard]] std::size_t capacity() const noexcept;
  /// Makes the next slot, for which there is room, without links, and gives the place of its row. One thread does so,
  /// beside searches.
  [[nodiscard]] std::byte* append();
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const std::byte* row(Slot slot) const noexcept;
  /// Links a slot, once, whose row is there.
  void insert(Slot slot, SearchScratch& scratch);

  /// The nearest `most` slots it finds, nearest first; they lie in `scratch`.
  std::vector<Near>& search(const void* query, std::size_t most, SearchScratch& scratch) const;
  /// The same among the slots that `accept` takes; the others only lead on. Null when more than `budget` distances
  /// would have to be measured.
  std::vector<Near>* search_accepted(const void* query, std::size_t most, const SlotFilter& accept, std::size_t budget,
                                     SearchScratch& scratch) const;

  [[nodiscard]] Top top() const noexcept;
  /// The bytes of the lowest level, rows among them, and those of the lists above.
  [[nodiscard]] std::string_view lowest_bytes() const noexcept;
  void write_upper(ByteWriter& out) const;
  /// Fills an empty graph with the `count` rows that were written. Throws `data_corrupt` for anything that a walk would
  /// stumble over; the rows themselves are not looked at.
  void read(std::size_t count, Top top, ByteReader& in);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
