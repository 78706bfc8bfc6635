#pragma once

#include <nlohmann/json.hpp>

#include <baton/index/filter.hpp>

/// What Chroma is told of metadata, so that it can leave out most of what a filter refuses. Its metadata are flat: a key has
/// one text, number or truth value, and texts have no order (docs.trychroma.com/docs/querying-collections/metadata-filtering).
namespace baton::inline v0::chroma {

/// Fields beside a record's own, at most two for each key with a value: a number that stands for the value, or for there
/// being several; and the value itself when it is one number.
[[nodiscard]] nlohmann::json filter_fields(const Json& metadata);

/// A `where` that holds for every record that `filter` lets through, and for some others; null when it would hold for all.
[[nodiscard]] nlohmann::json wide_condition(const Filter& filter);

}  // namespace baton::inline v0::chroma
