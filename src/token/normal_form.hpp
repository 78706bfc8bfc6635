#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::inline v0::token {

/// The normalization forms of Unicode (UAX #15).
enum class NormalForm : std::uint8_t { c, d, kc, kd };

/// The text in a form, of Unicode 14. Bytes that are no UTF-8 stay as they are, and what is beside them is
/// normalized by itself.
[[nodiscard]] std::string to_form(std::string_view text, NormalForm form);

}  // namespace baton::inline v0::token
