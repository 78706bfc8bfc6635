#include "frame_cache.hpp"

#include <new>

namespace baton::inline v0 {
namespace {

constexpr std::size_t list_of(std::size_t bytes) noexcept { return (bytes - 1) / FrameCache::step; }
constexpr std::size_t rounded(std::size_t bytes) noexcept { return (list_of(bytes) + 1) * FrameCache::step; }

}  // namespace

void* FrameCache::allocate(std::size_t bytes) {
  if (bytes > largest) return ::operator new(bytes);
  List& list = lists_[list_of(bytes)];
  if (list.first == nullptr) return ::operator new(rounded(bytes));
  Block* const block = list.first;
  list.first = block->next;
  --list.size;
  return block;
}

bool FrameCache::keep(void* block, std::size_t bytes) noexcept {
  if (bytes > largest) return false;
  List& list = lists_[list_of(bytes)];
  if (list.size == most_of_a_size) return false;
  list.first = ::new (block) Block{list.first};
  ++list.size;
  return true;
}

void FrameCache::clear() noexcept {
  for (List& list : lists_) {
    while (Block* const block = list.first) {
      list.first = block->next;
      ::operator delete(block);
    }
    list.size = 0;
  }
}

std::size_t FrameCache::kept() const noexcept {
  std::size_t count = 0;
  for (const List& list : lists_) count += list.size;
  return count;
}

}  // namespace baton::inline v0
