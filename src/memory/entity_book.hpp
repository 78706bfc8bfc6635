#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <baton/memory/entity_memory.hpp>

namespace baton::inline v0 {

/// Entities by name, the one mentioned last in front. Names that differ only in the case of ASCII letters
/// are the same. Not thread-safe.
class EntityBook {
 public:
  EntityBook(std::size_t max_entities, std::size_t max_summary_bytes)
      : max_entities_(max_entities), max_summary_bytes_(max_summary_bytes) {}

  /// Puts it in front, in place of an older one of that name. One without name or summary is not taken.
  void put(Entity entity);
  /// Those whose names stand in `text` as whole words, at most `most`.
  [[nodiscard]] std::vector<Entity> mentioned_in(std::string_view text, std::size_t most) const;
  [[nodiscard]] const std::vector<Entity>& all() const noexcept { return entities_; }
  void clear() { entities_.clear(); }

 private:
  std::size_t max_entities_;
  std::size_t max_summary_bytes_;
  std::vector<Entity> entities_;
};

}  // namespace baton::inline v0
