#pragma once

namespace baton::inline v0::detail {

/// A random number in [0, 1). Not for secrets.
[[nodiscard]] double chance();

}  // namespace baton::inline v0::detail
