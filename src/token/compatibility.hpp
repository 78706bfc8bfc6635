#pragma once

#include <cstdint>
#include <span>

namespace baton::inline v0::token {

/// What a code point becomes in the forms KC and KD and not in C and D, one step of it; empty: nothing.
[[nodiscard]] std::span<const std::uint32_t> compatible(char32_t code);

}  // namespace baton::inline v0::token
