#include <baton/core/notification.hpp>

#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {
namespace {

/// Owns what it needs, so that the handle may be dropped in the meantime.
Task<void> sleep_till_notified(std::stop_source happened, Context context) {
  if (happened.stop_requested()) co_return;
  LinkedStop either(context.stop_token());
  const std::stop_callback wake(happened.get_token(), [&either] { either.request_stop(); });
  try {
    // To the deadline at the latest: the sleep itself reports it.
    co_await context.runtime().sleep_until(Context::Clock::time_point::max(),
                                           context.with_stop(either.token()));
  } catch (const Error&) {
    if (!happened.stop_requested()) throw;
  }
}

}  // namespace

Task<void> Notification::wait(Context context) const {
  return sleep_till_notified(happened_, std::move(context));
}

}  // namespace baton::inline v0
