#pragma once

#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// The media type the name of a file tells: by extension ("text/markdown", "text/x-c++",
/// "image/png"), or by a customary name (Makefile). Empty when the name tells nothing. Languages
/// are "text/x-…", and formats of structured text "text/…" too ("text/json", "text/yaml").
[[nodiscard]] BATON_EXPORT std::string_view media_type_of_name(std::string_view path) noexcept;

/// The media type the first bytes tell: the signatures of common binary formats, HTML, scripts by
/// their
/// `#!` line, manual pages. Empty when they tell nothing.
[[nodiscard]] BATON_EXPORT std::string_view media_type_of_bytes(std::string_view head) noexcept;

/// The media type of a file: a binary signature first, then the name, then the other signs, else
/// "text/plain", which decoding confirms or refutes.
[[nodiscard]] BATON_EXPORT std::string_view media_type(std::string_view path,
                                                       std::string_view head) noexcept;

}  // namespace baton::inline v0
