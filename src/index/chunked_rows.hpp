#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

namespace baton::inline v0 {

/// Rows of equal size in chunks that never move, so that one thread may append while others read what
/// was there before. `reserve` alone excludes readers. A row starts on a cache line when its size is a multiple of one.
class ChunkedRows {
 public:
  using Slot = std::uint32_t;
  static constexpr std::size_t chunk_rows = 1024;

  explicit ChunkedRows(std::size_t row_bytes) : row_bytes_(row_bytes) {}

  [[nodiscard]] std::size_t row_bytes() const noexcept { return row_bytes_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return chunks_.size() * chunk_rows; }

  [[nodiscard]] std::byte* row(Slot slot) const noexcept {
    return chunks_[slot / chunk_rows] + slot % chunk_rows * row_bytes_;
  }
  template <class T>
  [[nodiscard]] T* as(Slot slot) const noexcept {
    return reinterpret_cast<T*>(row(slot));
  }

  /// The bytes of the first `rows` rows.
  [[nodiscard]] std::vector<std::string_view> pieces(std::size_t rows) const {
    std::vector<std::string_view> result;
    for (std::size_t at = 0; at < rows; at += chunk_rows) {
      const std::size_t size = std::min(chunk_rows, rows - at) * row_bytes_;
      result.emplace_back(reinterpret_cast<const char*>(chunks_[at / chunk_rows]), size);
    }
    return result;
  }

  /// Room for `rows` rows; new ones are zero.
  void reserve(std::size_t rows) {
    while (capacity() < rows) {
      owned_.push_back(Owned(static_cast<std::byte*>(::operator new(chunk_bytes(), line))));
      std::memset(owned_.back().get(), 0, chunk_bytes());
      chunks_.push_back(owned_.back().get());
    }
  }
  /// Takes the rows that lie one after another in `bytes`, which outlives this object. Whole chunks are
  /// used where they lie, the rest is copied, so that rows may follow. Only for an empty object.
  void adopt(std::span<std::byte> bytes) {
    for (; bytes.size() >= chunk_bytes(); bytes = bytes.subspan(chunk_bytes())) chunks_.push_back(bytes.data());
    if (bytes.empty()) return;
    reserve(capacity() + 1);
    std::memcpy(chunks_.back(), bytes.data(), bytes.size());
  }

 private:
  static constexpr std::align_val_t line{64};
  struct Free {
    void operator()(std::byte* chunk) const noexcept { ::operator delete(chunk, line); }
  };
  using Owned = std::unique_ptr<std::byte, Free>;
  [[nodiscard]] std::size_t chunk_bytes() const noexcept { return chunk_rows * row_bytes_; }

  std::size_t row_bytes_;
  std::vector<std::byte*> chunks_;
  std::vector<Owned> owned_;
};

}  // namespace baton::inline v0
