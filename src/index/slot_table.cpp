#include "slot_table.hpp"

#include <algorithm>

namespace baton::inline v0 {

SlotTable::Slot SlotTable::append(std::int64_t id) noexcept {
  const auto slot = static_cast<Slot>(used());
  entry(slot) = {.id = id, .alive = 0};
  used_.store(slot + 1, std::memory_order_release);
  return slot;
}

void SlotTable::publish(Slot slot) {
  {
    const std::lock_guard lock(map_mutex_);
    slots_.emplace(entry(slot).id, slot);
  }
  std::atomic_ref(entry(slot).alive).store(1, std::memory_order_release);
  ++live_;
}

bool SlotTable::remove(std::int64_t id) {
  const std::lock_guard lock(map_mutex_);
  const auto found = slots_.find(id);
  if (found == slots_.end()) return false;
  std::atomic_ref(entry(found->second).alive).store(0, std::memory_order_release);
  slots_.erase(found);
  --live_;
  return true;
}

bool SlotTable::contains(std::int64_t id) const {
  const std::shared_lock lock(map_mutex_);
  return slots_.contains(id);
}

std::vector<SlotTable::Slot> SlotTable::find(std::span<const std::int64_t> ids) const {
  std::vector<Slot> slots;
  slots.reserve(ids.size());
  const std::shared_lock lock(map_mutex_);
  for (const std::int64_t id : ids) {
    if (const auto found = slots_.find(id); found != slots_.end()) slots.push_back(found->second);
  }
  return slots;
}

std::vector<std::int64_t> SlotTable::ids() const {
  std::vector<std::int64_t> result;
  {
    const std::shared_lock lock(map_mutex_);
    result.reserve(slots_.size());
    for (const auto& [id, slot] : slots_) result.push_back(id);
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace baton::inline v0
