#pragma once

#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/index/filter.hpp>

#include "postgres/connection.hpp"

namespace baton::inline v0 {

/// What filters see of `metadata`, for the column `fields`: an object of arrays, in which every number is a double.
[[nodiscard]] BATON_EXPORT std::string postgres_fields(const Json& metadata);

/// The condition on the column `fields` that holds exactly when `matches` does. Keys and values are appended to
/// `values` and named in the text by their places, never pasted. Expects a filter that passed `check_filter`.
[[nodiscard]] BATON_EXPORT std::string postgres_condition(const Filter& filter, std::vector<postgres::Value>& values);

}  // namespace baton::inline v0
