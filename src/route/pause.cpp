#include "route/pause.hpp"

#include <optional>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {

Task<bool> notified_before(Notification what, std::chrono::steady_clock::time_point when, Context context) {
  std::optional<Error> ended;
  try {
    co_await what.wait(context.with_deadline(when));
  } catch (...) {
    ended = current_error();
  }
  if (!ended) co_return true;
  if (ended->code() != ErrorCode::deadline_exceeded || Context::Clock::now() >= context.deadline()) throw *ended;
  co_return false;
}

}  // namespace baton::inline v0::detail
