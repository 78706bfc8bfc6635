#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// What went wrong, as a closed list an application can switch over.
///
/// The last word on what to do is the code's: `model_output_invalid` means "ask the model again",
/// `tool_failed` means "tell the model", the others end the call.
enum class ErrorCode : std::uint8_t {
  invalid_argument,      ///< the caller passed something that can never work
  invalid_state,         ///< right call, wrong moment (a blocking call on the loop thread, a closed store)
  not_found,             ///< a file, model, document or variable that does not exist
  already_exists,        ///< a name or id that is taken
  permission_denied,     ///< the operating system, a policy or the vendor (401, 403) refused
  unsupported,           ///< the model or store cannot do what was asked
  limit_exceeded,        ///< a bound of `Limits`, a queue or a policy was reached
  budget_exceeded,       ///< the context's budget does not cover the call
  cancelled,             ///< the stop token was triggered, or the runtime is shutting down
  deadline_exceeded,     ///< the context's deadline or a timeout passed
  connection_failed,     ///< no connection: refused, DNS, TLS, reset before the first byte
  bad_response,          ///< the peer answered something that is not its protocol
  stream_truncated,      ///< a stream ended before its terminal event; `partial()` has what arrived
  rate_limited,          ///< slow down; `retry_after()` says how long, when the vendor told
  quota_exhausted,       ///< no money or credit left with the vendor
  overloaded,            ///< the vendor is overloaded or unavailable (500, 502, 503, 504, 529)
  context_too_long,      ///< the request does not fit the model's context window
  content_filtered,      ///< the vendor's safety system stopped the request or the answer
  model_output_invalid,  ///< the model's answer does not parse or does not fit the schema: ask again
  tool_failed,           ///< a tool reported a failure: tell the model
  parse_error,           ///< malformed input text: JSON, template, vector file
  schema_mismatch,       ///< well-formed data that violates its schema
  data_corrupt,          ///< a stored file fails its checksum, magic or bounds
  version_mismatch,      ///< a stored file was written by a newer or foreign version
  io_error,              ///< the operating system failed: disk full, unreadable
  busy,                  ///< another process or thread holds what is needed
  internal,              ///< a bug in baton; please report it
};

/// The code's name as written above, for logs: "rate_limited".
[[nodiscard]] BATON_EXPORT std::string_view to_string(ErrorCode code) noexcept;

/// The one error type of baton: thrown by every call, returned by the `try_` variants.
///
/// An `Error` is a value: copying is cheap and never throws, and the `with_…` functions return a
/// changed copy. Immutable, so it may be shared by threads. It never holds a secret.
///
///     throw Error(ErrorCode::not_found, "no file 'a.txt': check the path").with_cause(inner);
class BATON_EXPORT Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message);

  [[nodiscard]] ErrorCode code() const noexcept;
  /// What happened and what to do about it, without path or code.
  [[nodiscard]] const std::string& message() const noexcept;
  /// The steps the error came through, outermost first: "rag/answer/openai". Empty outside a chain.
  [[nodiscard]] const std::string& path() const noexcept;
  /// The vendor of the failing call, or empty.
  [[nodiscard]] const std::string& provider() const noexcept;
  /// The HTTP status, or 0 when no response arrived.
  [[nodiscard]] int http_status() const noexcept;
  /// The vendor's id of the failing request, for support tickets; or empty.
  [[nodiscard]] const std::string& request_id() const noexcept;
  /// Whether the same call may succeed when sent again.
  [[nodiscard]] bool retryable() const noexcept;
  /// How long the vendor asked to wait before the next attempt.
  [[nodiscard]] std::optional<std::chrono::milliseconds> retry_after() const noexcept;
  /// The text that had arrived before a stream broke; or empty.
  [[nodiscard]] const std::string& partial() const noexcept;
  /// The error beneath this one, or null.
  [[nodiscard]] const Error* cause() const noexcept;
  /// "path: message [code, provider, HTTP status, request id]; caused by …"
  [[nodiscard]] const char* what() const noexcept override;

  /// Puts `step` in front of the path.
  [[nodiscard]] Error within(std::string_view step) const;
  [[nodiscard]] Error with_provider(std::string provider) const;
  [[nodiscard]] Error with_http(int status, std::string request_id) const;
  [[nodiscard]] Error with_retry(bool retryable,
                                 std::optional<std::chrono::milliseconds> after = {}) const;
  [[nodiscard]] Error with_partial(std::string text) const;
  [[nodiscard]] Error with_cause(Error cause) const;

 private:
  struct State;
  explicit Error(std::shared_ptr<const State> state) noexcept;
  template <class Change>
  Error changed(Change change) const;

  std::shared_ptr<const State> state_;
};

/// Turns the exception in flight into an `Error`: an `Error` stays itself, anything else becomes
/// `internal` with its `what()`. Call only inside a catch block.
[[nodiscard]] BATON_EXPORT Error current_error();
/// The same for a captured exception.
[[nodiscard]] BATON_EXPORT Error to_error(const std::exception_ptr& exception);

}  // namespace baton::inline v0
