#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/provider/model_list.hpp>

namespace baton::inline v0::detail {

/// "2026-02-17T00:00:00Z", also with a fraction or an offset, or only the date. Nothing for what is not
/// one, and for 1970, which stands for what a vendor does not know. Source: RFC 3339.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_date(std::string_view text);

/// Seconds since 1970 in a member; nothing for 0.
[[nodiscard]] std::optional<std::chrono::sys_seconds> member_seconds(const nlohmann::json& object, const char* key);

/// Adds the use unless it is there.
void add_use(ModelInfo& model, ModelInfo::Use use);

/// Adds the uses that the words in an array stand for.
void add_uses(ModelInfo& model, const nlohmann::json* words,
              const std::vector<std::pair<std::string_view, ModelInfo::Use>>& meanings);

/// The value of a parameter in a URL that a vendor sent, as it stands there; empty when it has none, or
/// one that cannot stand in a URL.
[[nodiscard]] std::string url_parameter(std::string_view url, std::string_view name);

}  // namespace baton::inline v0::detail
