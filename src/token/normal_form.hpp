#pragma once

#include <string>
#include <string_view>

namespace baton::inline v0::token {

/// Unicode normalization form C (UAX #15) of Unicode 14. Bytes that are no UTF-8 stay as they are, and what
/// is beside them is normalized by itself.
[[nodiscard]] std::string to_nfc(std::string_view text);

}  // namespace baton::inline v0::token
