#pragma once

#include <chrono>

#include <baton/core/context.hpp>
#include <baton/core/notification.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0::detail {

/// Waits for the notification, at most until `when`: whether it came. Throws what the context says.
[[nodiscard]] Task<bool> notified_before(Notification what, std::chrono::steady_clock::time_point when,
                                         Context context);

}  // namespace baton::inline v0::detail
