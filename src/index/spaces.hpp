#pragma once

#include <cstddef>
#include <cstdint>

#include "chunked_rows.hpp"
#include "distance.hpp"

namespace baton::inline v0 {

/// What a graph measures with: each space gives the distance of a query to a slot, less being nearer.

inline void prefetch_bytes(const std::byte* at, std::size_t bytes) noexcept {
  for (std::size_t offset = 0; offset < bytes; offset += 64) __builtin_prefetch(at + offset);
}

/// The vectors themselves.
struct FloatSpace {
  using Query = const float*;
  const ChunkedRows* rows;
  FloatKernel kernel;
  float sign;  ///< -1 where a larger value of the kernel is nearer
  std::size_t size;

  [[nodiscard]] Query query_of(std::uint32_t slot) const noexcept { return rows->as<float>(slot); }
  [[nodiscard]] float distance(Query query, std::uint32_t slot) const noexcept {
    return sign * kernel(query, rows->as<float>(slot), size);
  }
  void prefetch(std::uint32_t slot) const noexcept { prefetch_bytes(rows->row(slot), size * sizeof(float)); }
};

}  // namespace baton::inline v0
