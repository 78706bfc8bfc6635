#pragma once

#include <span>
#include <string>
#include <vector>

#include <baton/core/json.hpp>
#include <baton/index/filter.hpp>

#include "storage/sqlite.hpp"

namespace baton::inline v0 {

/// A piece of SQL with a `?` for each value: keys and values of a filter are bound, never part of the text.
struct SqlCondition {
  std::string text;
  std::vector<sqlite::Value> values;
  bool operator==(const SqlCondition&) const = default;
};

/// The condition on the chunk `c` of a query that holds exactly when `matches` does for its metadata. Expects a
/// filter that passed `check_filter`.
[[nodiscard]] SqlCondition filter_to_sql(const Filter& filter);

/// Writes the values that filters see in `metadata` for a chunk.
void put_fields(sqlite::Database& database, std::int64_t chunk, const Json& metadata);

}  // namespace baton::inline v0
