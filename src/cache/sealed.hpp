#pragma once

#include <string>
#include <string_view>

namespace baton::inline v0 {

/// `content` with four letters in front, which say what it is and in which version, and a SHA-256.
[[nodiscard]] std::string seal(std::string_view magic, std::string_view content);

/// What was sealed. Throws `data_corrupt` for anything else.
[[nodiscard]] std::string_view unseal(std::string_view magic, std::string_view bytes);

[[noreturn]] void damaged_cache(const char* what);

}  // namespace baton::inline v0
