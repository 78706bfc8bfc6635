#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include <baton/index/id_set.hpp>

#include "filter_sql.hpp"

namespace baton::inline v0 {

/// The ids that the filters asked lately let through: finding them takes SQLite far longer than the search among them.
/// Holds those of one generation of the store, 32 sets and 4 million ids at most; what was not asked for longest
/// goes. Thread-safe.
class ScopeCache {
 public:
  /// Null when they have to be looked up.
  [[nodiscard]] std::shared_ptr<const IdSet> find(std::int64_t generation, const SqlCondition& condition);
  void keep(std::int64_t generation, SqlCondition condition, std::shared_ptr<const IdSet> ids);

 private:
  struct Entry {
    SqlCondition condition;
    std::shared_ptr<const IdSet> ids;
  };

  std::mutex mutex_;
  std::int64_t generation_ = -1;
  std::vector<Entry> entries_;  // the one asked last at the end
};

}  // namespace baton::inline v0
