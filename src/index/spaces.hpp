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

/// What is kept of a vector beside its int8 codes.
struct CodeTail {
  float scale;          ///< what a code of 1 stands for
  float squares;        ///< of the vector, summed
  std::int32_t sum;     ///< of the codes
};

/// A query for int8 codes: each code has 128 added, because the widest instructions multiply unsigned by signed.
struct CodeQuery {
  const std::uint8_t* codes;  ///< as long as a row, zero where a row has no codes
  float scale;
};

/// One byte for each number, so that four times as many vectors fit the processor's cache.
struct Int8Space {
  using Query = const CodeQuery&;
  const ChunkedRows* rows;
  CodeKernel kernel;
  bool l2;
  std::size_t size;
  std::size_t tail_at;

  [[nodiscard]] float distance(Query query, std::uint32_t slot) const noexcept {
    const std::byte* const row = rows->row(slot);
    const auto& tail = *reinterpret_cast<const CodeTail*>(row + tail_at);
    const std::int32_t product = kernel(query.codes, reinterpret_cast<const std::int8_t*>(row), size) - 128 * tail.sum;
    const float dot = query.scale * tail.scale * static_cast<float>(product);
    // The query's own length is the same for all.
    return l2 ? tail.squares - 2 * dot : -dot;
  }
  void prefetch(std::uint32_t slot) const noexcept { prefetch_bytes(rows->row(slot), size); }
};

/// One bit for each number, its sign: the more signs differ, the wider the angle.
struct BinarySpace {
  using Query = const std::uint64_t*;
  const ChunkedRows* rows;
  BitKernel kernel;
  std::size_t words;

  [[nodiscard]] float distance(Query query, std::uint32_t slot) const noexcept {
    return static_cast<float>(kernel(query, rows->as<std::uint64_t>(slot), words));
  }
  void prefetch(std::uint32_t slot) const noexcept { prefetch_bytes(rows->row(slot), words * sizeof(std::uint64_t)); }
};

}  // namespace baton::inline v0
