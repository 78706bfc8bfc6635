#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0 {

/// Reads one YAML document (1.2, core schema, https://yaml.org/spec/1.2.2) as JSON.
///
/// Aliases are copies of what they stand for, and count in full against `limits.items`; so a few lines cannot
/// become gigabytes. Of tags only the core schema's are known. Nothing is null. Throws `parse_error` with line
/// and column, also for two documents, keys that are no scalars or come twice, and numbers that JSON has not;
/// `limit_exceeded` for `bytes`, `depth` and `items`. Thread-safe.
[[nodiscard]] BATON_EXPORT nlohmann::json parse_yaml(std::string_view text, const Limits& limits = {});

}  // namespace baton::inline v0
