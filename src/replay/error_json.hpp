#pragma once

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {

/// An error as data, and back. Reading throws `schema_mismatch` for what is no error, and
/// `version_mismatch` for a code that this version does not have.
[[nodiscard]] nlohmann::json error_to_json(const Error& error);
[[nodiscard]] Error error_from_json(const nlohmann::json& stored);

}  // namespace baton::inline v0::detail
