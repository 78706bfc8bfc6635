#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include <baton/provider/embedder.hpp>

namespace baton::inline v0::detail {

/// The vector in a vendor's answer: an array of numbers, or base64 of little-endian floats. Nothing
/// when it is neither.
[[nodiscard]] std::optional<Embedding> embedding_from(const nlohmann::json& value);

}  // namespace baton::inline v0::detail
