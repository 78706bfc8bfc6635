#pragma once

#include <nlohmann/json.hpp>

namespace baton::inline v0::detail {

/// The schema as Cohere's structured outputs take it: keywords that are not supported are moved into
/// the description, where the model reads them. Whether the answer fits the whole schema is checked
/// where it is parsed. Source: https://docs.cohere.com/v2/docs/structured-outputs ("Unsupported schema
/// features").
[[nodiscard]] nlohmann::ordered_json cohere_schema(const nlohmann::ordered_json& schema);

}  // namespace baton::inline v0::detail
