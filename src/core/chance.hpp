#pragma once

#include <baton/core/export.hpp>

namespace baton::inline v0::detail {

/// A random number in [0, 1). Not for secrets. Any thread.
[[nodiscard]] BATON_EXPORT double chance();

}  // namespace baton::inline v0::detail
