#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <thread>

#include "chunked_rows.hpp"

namespace baton::inline v0 {

/// The neighbours of one node on one level, read without a lock while one thread changes them: a reader
/// may see some old and some new neighbours, each of them a node that was there before.
class LinkList {
 public:
  using Slot = std::uint32_t;

  explicit LinkList(std::uint32_t* words) noexcept : words_(words) {}
  [[nodiscard]] static std::size_t bytes(std::size_t most) noexcept { return (most + 1) * sizeof(std::uint32_t); }

  [[nodiscard]] std::size_t size() const noexcept { return std::atomic_ref(words_[0]).load(std::memory_order_acquire); }
  [[nodiscard]] Slot operator[](std::size_t at) const noexcept {
    return std::atomic_ref(words_[at + 1]).load(std::memory_order_acquire);
  }
  void set(std::size_t at, Slot slot) noexcept { std::atomic_ref(words_[at + 1]).store(slot, std::memory_order_release); }
  void resize(std::size_t size) noexcept {
    std::atomic_ref(words_[0]).store(static_cast<std::uint32_t>(size), std::memory_order_release);
  }
  void prefetch() const noexcept {
    __builtin_prefetch(words_);
    __builtin_prefetch(words_ + 16);
    __builtin_prefetch(words_ + 32);
  }

 private:
  std::uint32_t* words_;
};

/// The lists of all nodes on all levels. How many levels a node has follows from its slot alone, so that
/// no file can lie about it and threads need not agree on it.
class LinkLists {
 public:
  using Slot = std::uint32_t;
  static constexpr int highest_level = 30;

  /// `links` on each level, and twice as many on the lowest.
  explicit LinkLists(std::size_t links)
      : links_(links), nodes_(sizeof(Node)), lowest_(LinkList::bytes(2 * links)), upper_(LinkList::bytes(links)) {}

  /// Excludes readers.
  void reserve(std::size_t slots);

  [[nodiscard]] std::size_t capacity() const noexcept { return nodes_.capacity(); }
  [[nodiscard]] std::size_t most(int level) const noexcept { return level == 0 ? 2 * links_ : links_; }
  [[nodiscard]] int level(Slot slot) const noexcept { return node(slot).level; }
  [[nodiscard]] LinkList at(Slot slot, int level) const noexcept {
    if (level == 0) return LinkList(lowest_.as<std::uint32_t>(slot));
    return LinkList(upper_.as<std::uint32_t>(node(slot).first_upper + static_cast<Slot>(level) - 1));
  }

  /// Keeps other writers from the lists of one node; a mutex for each would take more memory than the list.
  class Lock {
   public:
    Lock(const LinkLists& lists, Slot slot) noexcept : flag_(lists.node(slot).locked) {
      while (std::atomic_ref(flag_).exchange(1, std::memory_order_acquire) != 0) std::this_thread::yield();
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock() { std::atomic_ref(flag_).store(0, std::memory_order_release); }

   private:
    std::uint8_t& flag_;
  };

 private:
  struct Node {
    std::uint32_t first_upper;
    std::uint8_t level;
    std::uint8_t locked;
  };
  [[nodiscard]] Node& node(Slot slot) const noexcept { return *nodes_.as<Node>(slot); }
  [[nodiscard]] int level_of(Slot slot) const noexcept;

  std::size_t links_;
  ChunkedRows nodes_;
  ChunkedRows lowest_;
  ChunkedRows upper_;
  std::size_t used_upper_ = 0;
};

}  // namespace baton::inline v0
