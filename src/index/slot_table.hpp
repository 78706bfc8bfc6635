#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include <baton/index/id_set.hpp>

#include "chunked_rows.hpp"

namespace baton::inline v0 {

/// Which id a slot has and whether it is alive, and which slot an id has. Removed slots are not used again: the
/// graph keeps them as way marks. One thread changes it while others read; `reserve` excludes readers.
class SlotTable {
 public:
  using Slot = std::uint32_t;

  void reserve(std::size_t slots) { entries_.reserve(slots); }
  [[nodiscard]] std::size_t capacity() const noexcept { return entries_.capacity(); }

  /// Gives the next slot to an id; there must be room. Searches do not see it yet.
  Slot append(std::int64_t id) noexcept;
  /// From here on searches see it.
  void publish(Slot slot);
  /// Whether there was one.
  bool remove(std::int64_t id);

  [[nodiscard]] std::size_t used() const noexcept { return used_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t live() const noexcept { return live_.load(std::memory_order_acquire); }
  [[nodiscard]] std::int64_t id(Slot slot) const noexcept { return entry(slot).id; }
  [[nodiscard]] bool alive(Slot slot) const noexcept {
    return std::atomic_ref(entry(slot).alive).load(std::memory_order_acquire) != 0;
  }
  [[nodiscard]] bool contains(std::int64_t id) const;
  /// The slots of those ids that are there.
  [[nodiscard]] std::vector<Slot> find(std::span<const std::int64_t> ids) const;
  /// All ids in ascending order.
  [[nodiscard]] std::vector<std::int64_t> ids() const;

 private:
  struct Entry {
    std::int64_t id;
    std::uint8_t alive;
  };
  [[nodiscard]] Entry& entry(Slot slot) const noexcept { return *entries_.as<Entry>(slot); }

  ChunkedRows entries_{sizeof(Entry)};
  std::atomic<std::size_t> used_{0};
  std::atomic<std::size_t> live_{0};
  mutable std::shared_mutex map_mutex_;
  std::unordered_map<std::int64_t, Slot> slots_;  // of what is alive
};

/// Whether a search may give a slot.
struct SlotFilter {
  const SlotTable& slots;
  const IdSet& only;
  [[nodiscard]] bool operator()(SlotTable::Slot slot) const { return slots.alive(slot) && only.contains(slots.id(slot)); }
};

}  // namespace baton::inline v0
