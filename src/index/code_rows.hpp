#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <baton/index/vector_index.hpp>

#include "chunked_rows.hpp"
#include "spaces.hpp"

namespace baton::inline v0 {

/// The shortened vectors of an index, by slot; nothing where vectors are not quantised. One thread sets while others
/// read; `reserve` excludes readers.
class CodeRows {
 public:
  CodeRows(std::size_t dimensions, VectorMetric metric, VectorQuantisation quantisation);

  [[nodiscard]] VectorQuantisation quantisation() const noexcept { return quantisation_; }
  void reserve(std::size_t vectors);
  /// Shortens a prepared row.
  void set(std::uint32_t slot, const float* row);

  [[nodiscard]] Int8Space int8_space() const noexcept;
  [[nodiscard]] BinarySpace binary_space() const noexcept;

  /// The codes of a query for `int8_space`; a `CodeQuery` points into them.
  struct Int8Codes {
    std::vector<std::uint8_t> codes;
    float scale = 0;
    [[nodiscard]] CodeQuery query() const noexcept { return {codes.data(), scale}; }
  };
  [[nodiscard]] Int8Codes int8_codes(const float* row) const;
  [[nodiscard]] std::vector<std::uint64_t> signs(const float* row) const;

 private:
  void set_int8(std::uint32_t slot, const float* row);

  std::size_t dimensions_;
  VectorMetric metric_;
  VectorQuantisation quantisation_;
  ChunkedRows rows_;
};

}  // namespace baton::inline v0
