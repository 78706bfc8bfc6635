#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// The ids a search may find. A value that many searches, in many threads, may share.
///
/// Ids that lie close together, as a table's rows do, are kept as bits besides; others are searched for.
class BATON_EXPORT IdSet {
 public:
  /// Of ids in any order; one that comes twice counts once.
  explicit IdSet(std::vector<std::int64_t> ids);

  [[nodiscard]] bool contains(std::int64_t id) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
  /// In ascending order.
  [[nodiscard]] std::span<const std::int64_t> ids() const noexcept { return ids_; }

 private:
  std::vector<std::int64_t> ids_;
  std::vector<std::uint64_t> bits_;  // from the first id on
};

}  // namespace baton::inline v0
