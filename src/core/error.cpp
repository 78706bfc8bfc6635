#include <baton/core/error.hpp>

#include <array>
#include <utility>

namespace baton::inline v0 {
namespace {

constexpr std::array code_names = {
    std::string_view{"invalid_argument"}, std::string_view{"invalid_state"},
    std::string_view{"not_found"},        std::string_view{"already_exists"},
    std::string_view{"permission_denied"}, std::string_view{"unsupported"},
    std::string_view{"limit_exceeded"},   std::string_view{"budget_exceeded"},
    std::string_view{"cancelled"},        std::string_view{"deadline_exceeded"},
    std::string_view{"connection_failed"}, std::string_view{"bad_response"},
    std::string_view{"stream_truncated"}, std::string_view{"rate_limited"},
    std::string_view{"quota_exhausted"},  std::string_view{"overloaded"},
    std::string_view{"context_too_long"}, std::string_view{"content_filtered"},
    std::string_view{"model_output_invalid"}, std::string_view{"tool_failed"},
    std::string_view{"parse_error"},      std::string_view{"schema_mismatch"},
    std::string_view{"data_corrupt"},     std::string_view{"version_mismatch"},
    std::string_view{"io_error"},         std::string_view{"busy"},
    std::string_view{"internal"},
};
static_assert(code_names.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);

}  // namespace

std::string_view to_string(ErrorCode code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return index < code_names.size() ? code_names[index] : std::string_view{"unknown"};
}

struct Error::State {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::string path;
  std::string provider;
  int http_status = 0;
  std::string request_id;
  bool retryable = false;
  std::optional<std::chrono::milliseconds> retry_after;
  std::string partial;
  std::optional<Error> cause;
  std::string what;

  void compose() {
    what = path.empty() ? message : path + ": " + message;
    what += " [" + std::string(to_string(code));
    if (!provider.empty()) what += ", " + provider;
    if (http_status != 0) what += ", HTTP " + std::to_string(http_status);
    if (!request_id.empty()) what += ", request " + request_id;
    what += "]";
    if (cause) what += "; caused by " + std::string(cause->what());
  }
};

Error::Error(ErrorCode code, std::string message) {
  auto state = std::make_shared<State>();
  state->code = code;
  state->message = std::move(message);
  state->compose();
  state_ = std::move(state);
}

Error::Error(std::shared_ptr<const State> state) noexcept : state_(std::move(state)) {}

template <class Change>
Error Error::changed(Change change) const {
  auto state = std::make_shared<State>(*state_);
  change(*state);
  state->compose();
  return Error(std::shared_ptr<const State>(std::move(state)));
}

ErrorCode Error::code() const noexcept { return state_->code; }
const std::string& Error::message() const noexcept { return state_->message; }
const std::string& Error::path() const noexcept { return state_->path; }
const std::string& Error::provider() const noexcept { return state_->provider; }
int Error::http_status() const noexcept { return state_->http_status; }
const std::string& Error::request_id() const noexcept { return state_->request_id; }
bool Error::retryable() const noexcept { return state_->retryable; }
std::optional<std::chrono::milliseconds> Error::retry_after() const noexcept {
  return state_->retry_after;
}
const std::string& Error::partial() const noexcept { return state_->partial; }
const Error* Error::cause() const noexcept { return state_->cause ? &*state_->cause : nullptr; }
const char* Error::what() const noexcept { return state_->what.c_str(); }

Error Error::within(std::string_view step) const {
  return changed([&](State& state) {
    state.path = state.path.empty() ? std::string(step) : std::string(step) + "/" + state.path;
  });
}

Error Error::with_provider(std::string provider) const {
  return changed([&](State& state) { state.provider = std::move(provider); });
}

Error Error::with_http(int status, std::string request_id) const {
  return changed([&](State& state) {
    state.http_status = status;
    state.request_id = std::move(request_id);
  });
}

Error Error::with_retry(bool retryable, std::optional<std::chrono::milliseconds> after) const {
  return changed([&](State& state) {
    state.retryable = retryable;
    state.retry_after = after;
  });
}

Error Error::with_partial(std::string text) const {
  return changed([&](State& state) { state.partial = std::move(text); });
}

Error Error::with_cause(Error cause) const {
  return changed([&](State& state) { state.cause = std::move(cause); });
}

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::exception& other) {
    return {ErrorCode::internal, other.what()};
  } catch (...) {
    return {ErrorCode::internal, "an exception that is not a std::exception was thrown"};
  }
}

Error to_error(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (...) {
    return current_error();
  }
}

}  // namespace baton::inline v0
