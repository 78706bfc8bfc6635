#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace baton::inline v0::detail {

/// The schema as Anthropic's structured outputs take it: objects closed, and keywords that are not
/// supported moved into the description, where the model reads them. Throws `unsupported` for an
/// object with free keys, which is not to be had. Whether the answer fits the whole schema is
/// checked where it is parsed. Sources:
/// https://platform.claude.com/docs/en/build-with-claude/structured-outputs ("JSON Schema
/// limitations") and the Python SDK's `transform_schema`.
[[nodiscard]] nlohmann::ordered_json anthropic_schema(const nlohmann::ordered_json& schema);

}  // namespace baton::inline v0::detail
