#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace baton::inline v0 {

/// Freed blocks of memory by size, for one thread.
///
/// Trivial to construct and without a destructor, so that a `thread_local` one costs no check on each
/// use: `clear()` must be called before the thread ends.
class FrameCache {
 public:
  static constexpr std::size_t step = 64;        ///< sizes are rounded up to a multiple
  static constexpr std::size_t largest = 4096;   ///< larger blocks are not kept
  static constexpr std::uint8_t most_of_a_size = 16;

  /// A block of at least `bytes`.
  [[nodiscard]] void* allocate(std::size_t bytes);
  /// Takes back what `allocate(bytes)` of any cache gave; whether it is kept.
  bool keep(void* block, std::size_t bytes) noexcept;
  /// Frees all that is kept.
  void clear() noexcept;
  /// How many blocks are kept.
  [[nodiscard]] std::size_t kept() const noexcept;

 private:
  struct Block {
    Block* next;
  };
  struct List {
    Block* first;
    std::uint8_t size;
  };

  std::array<List, largest / step> lists_;
};

}  // namespace baton::inline v0
