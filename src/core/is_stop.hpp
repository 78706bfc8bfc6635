#pragma once

#include <baton/core/error.hpp>

namespace baton::inline v0 {

/// Whether the error only says that the call was stopped or ran out of time, and nothing of what it was about.
[[nodiscard]] inline bool is_stop(const Error& error) {
  return error.code() == ErrorCode::cancelled || error.code() == ErrorCode::deadline_exceeded;
}

}  // namespace baton::inline v0
