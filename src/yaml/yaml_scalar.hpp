#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace baton::inline v0 {

/// What a scalar of YAML's core schema means. `tag` as the parser gives it: "?" for a plain scalar, "!" for
/// a quoted one, or the tag that was written. Nothing when it cannot have that tag.
[[nodiscard]] std::optional<nlohmann::json> yaml_scalar(const std::string& tag, const std::string& text);

}  // namespace baton::inline v0
