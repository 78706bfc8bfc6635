#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "bytes.hpp"

namespace baton::inline v0 {

/// A navigable small world graph over normalised vectors, numbered from 0 in the order of addition.
/// The only place that knows hnswlib. Searches may run at the same time; `add` may not.
class HnswGraph {
 public:
  struct Shape {
    std::size_t dimensions = 0;
    std::size_t links = 16;
    std::size_t ef_construction = 200;
  };
  using Slot = std::uint32_t;
  /// What a saved graph says of itself beside its lists.
  struct Top {
    std::int32_t level = -1;
    Slot entry = 0;
  };

  HnswGraph(const Shape& shape, std::size_t capacity);
  HnswGraph(HnswGraph&&) noexcept;
  HnswGraph& operator=(HnswGraph&&) noexcept;
  ~HnswGraph();

  void add(const float* vector);
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const float* vector(Slot slot) const noexcept;
  /// About the `candidates` nearest slots with their cosines, in no order.
  [[nodiscard]] std::vector<std::pair<float, Slot>> search(const float* query,
                                                           std::size_t candidates) const;

  [[nodiscard]] Top top() const noexcept;
  /// Appends levels and lists of neighbours.
  void write_links(ByteWriter& out) const;
  /// The graph that was written, over `count` vectors laid out one after another. Throws
  /// `data_corrupt` for anything that hnswlib would stumble over.
  [[nodiscard]] static HnswGraph read(const Shape& shape, std::size_t count, Top top,
                                      const float* vectors, ByteReader& in);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
