#pragma once

#include <functional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/constraints.hpp>
#include <baton/core/type_info.hpp>

namespace baton::inline v0 {

using Complain = std::function<void(std::string)>;

/// Calls `complain` for each constraint that `value`, already of the right type, breaks.
void check_constraints(const Constraints& constraints, const nlohmann::json& value,
                       const Complain& complain);

/// The value as short text for a message.
[[nodiscard]] std::string brief(const nlohmann::json& value);
/// A number as people write it: "3", "0.5".
[[nodiscard]] std::string number_text(double value);
/// "red, green".
[[nodiscard]] std::string names_of(std::span<const FieldInfo> fields);
/// The value as JSON holds it: 3 rather than 3.0.
[[nodiscard]] nlohmann::json json_number(double value);

}  // namespace baton::inline v0
