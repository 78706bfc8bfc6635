#pragma once

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// While forbidden, every provider call that would go over HTTP throws `permission_denied` before a
/// socket is opened: switch it on in the set-up of a test program, and no test can spend money.
/// Offline and test models are not touched. Process-wide; any thread.
///
///     forbid_real_requests();
BATON_EXPORT void forbid_real_requests(bool forbidden = true) noexcept;
[[nodiscard]] BATON_EXPORT bool real_requests_forbidden() noexcept;

}  // namespace baton::inline v0
