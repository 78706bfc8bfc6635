#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "bytes.hpp"
#include "row_space.hpp"
#include "search_scratch.hpp"

namespace baton::inline v0 {

/// A hierarchical navigable small world graph over rows, which are numbered from 0: hnswlib's, its memory, its links
/// and its choice of neighbours. The walks through it are ours, so that they call for what they need ahead of time
/// and keep their memory from one search to the next. Searches may run at the same time; changes exclude them.
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

  HnswGraph(const RowSpace& rows, const Shape& shape, std::size_t capacity);
  HnswGraph(HnswGraph&&) noexcept;
  HnswGraph& operator=(HnswGraph&&) noexcept;
  ~HnswGraph();

  /// Adds a row and links it.
  void add(const void* row, SearchScratch& scratch);
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const void* row(Slot slot) const noexcept;
  /// The nearest `most` slots it finds, nearest first; they lie in `scratch`.
  std::vector<Near>& search(const void* query, std::size_t most, SearchScratch& scratch) const;

  [[nodiscard]] Top top() const noexcept;
  /// Appends rows and lists of neighbours.
  void write(ByteWriter& out) const;
  /// The graph of `count` rows that was written. Throws `data_corrupt` for anything that a walk would stumble over; the
  /// rows themselves are not looked at.
  [[nodiscard]] static HnswGraph read(const RowSpace& rows, const Shape& shape, std::size_t count, Top top,
                                      ByteReader& in);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
