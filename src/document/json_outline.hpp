#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace baton::inline v0::detail {

/// JSON as text for reading and searching: a line "name: value" for each member, what is within it indented by
/// two spaces; texts and numbers stand for themselves, and a list of them in one line. Values are not quoted.
std::string json_outline(const nlohmann::json& value);

}  // namespace baton::inline v0::detail
