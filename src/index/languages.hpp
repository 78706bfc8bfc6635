#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Throws `invalid_argument` unless `languages` are one to eight different codes of two small letters (ISO 639-1).
BATON_EXPORT void check_languages(std::span<const std::string> languages);

/// `given`, or English where there are none; checked.
[[nodiscard]] BATON_EXPORT std::vector<std::string> languages_or_english(std::vector<std::string> given);

/// As a store notes them, and read again.
[[nodiscard]] BATON_EXPORT std::string joined_languages(std::span<const std::string> languages);
[[nodiscard]] BATON_EXPORT std::vector<std::string> split_languages(std::string_view joined);

/// Throws `schema_mismatch` when `given` are neither those of the store nor none. `advice` says what else can be done.
BATON_EXPORT void refuse_other_languages(const std::string& store, std::span<const std::string> present,
                                         std::span<const std::string> given, std::string_view advice);

/// Throws `unsupported` when languages are given to a store that has no words.
void refuse_languages(const std::string& store, std::span<const std::string> given);

}  // namespace baton::inline v0
