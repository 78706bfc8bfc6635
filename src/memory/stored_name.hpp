#pragma once

#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Throws `invalid_argument` unless `name` is 1 to 256 bytes of UTF-8 without NUL, which every store keeps
/// as it is. `what` is the beginning of the message.
BATON_EXPORT void require_stored_name(std::string_view name, const char* what);

}  // namespace baton::inline v0
