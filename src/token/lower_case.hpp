#pragma once

#include <string>
#include <string_view>

namespace baton::inline v0::token {

/// Every character in lower case by itself, as Unicode 16 has it: sigma does not change at the end of a word, and
/// U+0130 becomes two characters. Bytes that are no UTF-8 stay.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace baton::inline v0::token
