#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/export.hpp>
#include <baton/memory/fact_store.hpp>

namespace baton::inline v0 {

/// The stored form of a fact, without its vector.
[[nodiscard]] BATON_EXPORT nlohmann::json fact_to_json(const Fact& fact);
/// Throws `data_corrupt` for anything else than what `fact_to_json` made.
[[nodiscard]] BATON_EXPORT Fact fact_from_json(std::string_view text);

/// Little-endian 32-bit floats.
[[nodiscard]] BATON_EXPORT std::string vector_bytes(const Embedding& vector);
[[nodiscard]] BATON_EXPORT Embedding vector_from_bytes(std::span<const std::byte> bytes);

/// Milliseconds since 1970 and back.
[[nodiscard]] BATON_EXPORT std::int64_t to_ms(std::chrono::system_clock::time_point when);
[[nodiscard]] BATON_EXPORT std::chrono::system_clock::time_point from_ms(std::int64_t ms);

/// All versions of a scope's facts, for export.
[[nodiscard]] BATON_EXPORT nlohmann::json facts_to_json(const FactSet& set);

}  // namespace baton::inline v0
