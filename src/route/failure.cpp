#include "route/failure.hpp"

namespace baton::inline v0::detail {

std::optional<FailureClass> classify(const Error& error) noexcept {
  switch (error.code()) {
    case ErrorCode::overloaded:
    case ErrorCode::connection_failed:
    case ErrorCode::bad_response:
    case ErrorCode::stream_truncated:
    case ErrorCode::deadline_exceeded:
      return FailureClass::overload;
    case ErrorCode::rate_limited:
      return FailureClass::rate_limit;
    case ErrorCode::quota_exhausted:
      return FailureClass::quota;
    case ErrorCode::permission_denied:
      return FailureClass::access;
    case ErrorCode::not_found:
      return FailureClass::missing;
    case ErrorCode::unsupported:
      return FailureClass::unsupported;
    case ErrorCode::model_output_invalid:
      return FailureClass::invalid_output;
    case ErrorCode::context_too_long:
      return FailureClass::context_too_long;
    case ErrorCode::content_filtered:
      return FailureClass::content_filter;
    default:
      return std::nullopt;
  }
}

FailureSet::FailureSet(const std::vector<FailureClass>& named) {
  if (named.empty()) bits_ = usual_failures.bits_;
  for (const FailureClass member : named) bits_ |= bit(member);
}

}  // namespace baton::inline v0::detail
