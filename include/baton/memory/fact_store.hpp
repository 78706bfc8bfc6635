#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/memory/fact.hpp>
#include <baton/memory/memory_scope.hpp>

namespace baton::inline v0 {

/// What a revision does to one fact.
struct FactChange {
  std::int64_t id = 0;       ///< 0 for a new fact
  std::optional<Fact> fact;  ///< as it is from now on; nothing removes it
};

/// What a store has of a scope.
struct FactSet {
  std::int64_t revision = 0;          ///< the last one; 0 when nothing was ever stored
  std::int64_t oldest = 0;            ///< revisions before this one are no longer known
  std::vector<FactVersion> versions;  ///< ordered by id and revision
};

/// A stored revision, and the ids of its changes in order.
struct FactRevision {
  std::int64_t revision = 0;
  std::vector<std::int64_t> ids;
};

enum class FactRead : std::uint8_t {
  current,  ///< the newest version of each fact, the removed ones left out
  history,  ///< every version that is kept
};

/// Keeps facts in revisions. Revision numbers and ids grow and are never given twice. Thread-safe; must
/// outlive its tasks.
class BATON_EXPORT FactStore {
 public:
  virtual ~FactStore();
  [[nodiscard]] virtual Task<FactSet> read(MemoryScope scope, FactRead what, Context context) const = 0;
  /// Makes one revision of all changes, or nothing: nothing at all when the scope's last revision is no longer
  /// `base`, because somebody else was faster; then read again.
  [[nodiscard]] virtual Task<std::optional<FactRevision>> commit(MemoryScope scope, std::int64_t base,
                                                                 std::vector<FactChange> changes,
                                                                 Context context) = 0;
  /// Removes all facts of the scope with their history, so that no trace of them is left.
  virtual Task<void> erase(MemoryScope scope, Context context) = 0;
};

}  // namespace baton::inline v0
