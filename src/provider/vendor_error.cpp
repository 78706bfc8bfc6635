#include "provider/vendor_error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <utility>

#include <baton/core/text.hpp>

#include "provider/error_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/retry_after.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

struct Verdict {
  ErrorCode code = ErrorCode::bad_response;
  bool retryable = false;
};

bool any_of(std::string_view text, std::initializer_list<std::string_view> needles) {
  return std::any_of(needles.begin(), needles.end(), [&](std::string_view needle) {
    return text.find(needle) != std::string_view::npos;
  });
}

Verdict by_status(int status) {
  switch (status) {
    case 400: case 405: case 422: return {ErrorCode::invalid_argument, false};
    case 401: case 403: case 407: return {ErrorCode::permission_denied, false};
    case 402: return {ErrorCode::quota_exhausted, false};
    case 404: case 410: return {ErrorCode::not_found, false};
    case 408: case 409: case 425: case 498: return {ErrorCode::overloaded, true};  // 498: Groq's flex tier
    case 413: return {ErrorCode::limit_exceeded, false};
    case 429: return {ErrorCode::rate_limited, true};
    case 501: return {ErrorCode::unsupported, false};
    default: break;
  }
  if (status >= 500) return {ErrorCode::overloaded, true};
  if (status >= 400) return {ErrorCode::invalid_argument, false};
  return {ErrorCode::bad_response, false};
}

/// The vendor's own word is more exact than the status: quota and rate are both 429.
std::optional<Verdict> by_kind(const ErrorBody& body) {
  const std::string& kind = body.kind;
  if (any_of(kind, {"insufficient_quota", "billing", "insufficient_balance", "insufficient_credits", "spend_limit",
                    "perday",  // Google: until the next day
                    "token_quota", "servicequotaexceeded"})) {
    return Verdict{ErrorCode::quota_exhausted, false};
  }
  if (any_of(kind, {"context_length", "context_size", "context_window"})) {
    return Verdict{ErrorCode::context_too_long, false};
  }
  // The last two are of OpenAI's Responses protocol (its Python SDK, response_error.py).
  if (any_of(kind, {"content_filter", "content_policy", "moderation", "invalid_prompt", "bio_policy"})) {
    return Verdict{ErrorCode::content_filtered, false};
  }
  if (any_of(kind, {"rate_limit", "too_many_requests", "throttlingexception"})) {
    return Verdict{ErrorCode::rate_limited, true};
  }
  // Bedrock's status for them, 424, says that the client is at fault.
  if (any_of(kind, {"modelerrorexception", "modelstreamerrorexception"})) {
    return Verdict{ErrorCode::overloaded, true};
  }
  if (any_of(kind, {"api_key_invalid"})) return Verdict{ErrorCode::permission_denied, false};
  if (any_of(kind, {"model_not_found"})) return Verdict{ErrorCode::not_found, false};
  if (any_of(kind, {"tool_use_failed", "json_validate_failed"})) {
    return Verdict{ErrorCode::model_output_invalid, false};
  }
  return std::nullopt;
}

/// Kinds that only matter where there is no status to go by: inside a stream.
std::optional<Verdict> by_stream_kind(const ErrorBody& body) {
  const std::string& kind = body.kind;
  // A picture that cannot be read or found, in OpenAI's Responses protocol.
  if (any_of(kind, {"image", "data_residency"})) return Verdict{ErrorCode::invalid_argument, false};
  if (any_of(kind, {"authentication", "permission", "invalid_api_key", "accessdenied"})) {
    return Verdict{ErrorCode::permission_denied, false};
  }
  if (any_of(kind, {"not_found", "notfound"})) return Verdict{ErrorCode::not_found, false};
  if (any_of(kind, {"invalid_request", "badrequest", "bad_request", "validation"})) {
    return Verdict{ErrorCode::invalid_argument, false};
  }
  return std::nullopt;
}

/// Local servers send no code, only prose.
bool says_context_too_long(const std::string& message) {
  std::string lower = message;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return any_of(lower, {"maximum context length", "context length exceeded", "context window",
                        "exceeds the available context", "exceed_context_size", "prompt is too long",
                        "input is too long",
                        "longer than the model's context", "greater than the context length",
                        "exceeds the maximum context", "overflows the context", "exceeds the maximum number of tokens",
                        "too many tokens: size limit exceeded", "too many tokens: total number of tokens in the prompt",
                        "cannot exceed the total tokens limit", "maximum sequence length",
                        "longer than the context length", "exceeds the context length"});
}

/// Anthropic's way to say it, with status 400 and the type of any bad request.
bool says_no_credit(const std::string& message) {
  return any_of(message, {"credit balance is too low"});
}

std::string advice(ErrorCode code, const Peer& peer) {
  switch (code) {
    case ErrorCode::permission_denied:
      return peer.key_variable.empty() ? "check the API key and its rights"
                                       : "check the API key in " + peer.key_variable + " and its rights";
    case ErrorCode::rate_limited: return "wait and send fewer requests";
    case ErrorCode::quota_exhausted: return "add credit to the account";
    case ErrorCode::overloaded: return "try again later";
    case ErrorCode::context_too_long: return "send less, or use a model with a larger context";
    case ErrorCode::not_found: return "check the model's name and the base URL";
    case ErrorCode::content_filtered: return "change the request";
    case ErrorCode::limit_exceeded: return "send less at once";
    case ErrorCode::bad_response: return "check the base URL and any proxy";
    case ErrorCode::model_output_invalid: return "ask again";
    default: return "check the request";
  }
}

std::string redacted(std::string text, const Secret& key) {
  constexpr std::string_view mask = "[redacted]";
  const std::string_view hidden = key.reveal();
  if (hidden.empty()) return text;
  for (auto at = text.find(hidden); at != std::string::npos; at = text.find(hidden, at + mask.size())) {
    text.replace(at, hidden.size(), mask);
  }
  return text;
}

/// Text of the peer's, made fit for a message: without the key, bounded, on one line.
std::string quoted(const std::string& text, const Peer& peer) {
  constexpr std::size_t most_bytes = 600;
  std::string clean = redacted(sanitize_utf8(text), peer.key);
  clean = redacted(std::move(clean), peer.session_token);
  if (peer.tokens) clean = redacted(std::move(clean), peer.tokens->kept());
  clean.resize(utf8_prefix(clean, most_bytes).size());
  std::replace_if(clean.begin(), clean.end(),
                  [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return clean;
}

bool obeyed(bool retryable, const HttpHead& head) {
  const auto wish = head.header("x-should-retry");
  if (wish == "true") return true;
  if (wish == "false") return false;
  return retryable;
}

Error compose(const Peer& peer, const HttpHead& head, int status, Verdict verdict,
              const std::string& message, std::optional<std::chrono::milliseconds> body_delay) {
  std::string text = peer.vendor + " refused the request";
  if (!message.empty()) text += ": " + quoted(message, peer);
  text += " (" + advice(verdict.code, peer) + ")";
  std::optional<std::chrono::milliseconds> delay;
  if (verdict.retryable) {
    delay = retry_delay(head, std::chrono::system_clock::now());
    if (!delay) delay = body_delay;
  }
  return Error(verdict.code, text)
      .with_provider(peer.vendor)
      .with_http(status, quoted(vendor_request_id(head), peer))
      .with_retry(obeyed(verdict.retryable, head), delay);
}

/// AWS names the error in a header, with a namespace or an address behind it. Source: Smithy's
/// restJson1 protocol, "Operation error serialization".
std::string aws_error_type(const HttpHead& head) {
  const std::string_view type = head.header("x-amzn-errortype");
  std::string kind(type.empty() ? "" : " ");
  for (const char c : type.substr(0, std::min(type.find(':'), type.size()))) {
    kind += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return kind;
}

bool looks_like_html(std::string_view body) {
  const auto start = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return start != std::string_view::npos && body[start] == '<';
}

}  // namespace

bool is_error_body(const json& value) { return read_error_body(value).has_value(); }

Error vendor_http_error(const Peer& peer, const HttpHead& head, std::string_view body) {
  const Verdict status_verdict = by_status(head.status);
  if (head.status >= 300 && head.status < 400) {
    return compose(peer, head, head.status, {ErrorCode::bad_response, false},
                   "it redirects elsewhere, and a request with a key follows no redirect", {});
  }
  if (looks_like_html(body)) {
    return compose(peer, head, head.status, status_verdict, "an HTML page came instead of JSON", {});
  }
  const auto value = parse_lenient(body, {});
  auto error = value ? read_error_body(*value) : std::nullopt;
  if (!error) {
    const bool plain = !body.empty() && !value && body.size() < 500;
    return compose(peer, head, head.status, status_verdict,
                   plain ? std::string(body) : "HTTP status " + std::to_string(head.status), {});
  }
  error->kind += aws_error_type(head);
  Verdict verdict = by_kind(*error).value_or(status_verdict);
  // Groq's word for a request that is larger than what a whole minute may have.
  if (head.status == 413 && verdict.code == ErrorCode::rate_limited) verdict = status_verdict;
  if (head.status < 500 && says_context_too_long(error->message)) {
    verdict = {ErrorCode::context_too_long, false};
  }
  if (head.status < 500 && says_no_credit(error->message)) verdict = {ErrorCode::quota_exhausted, false};
  return compose(peer, head, head.status, verdict, error->message, error->retry_delay);
}

Error vendor_body_error(const Peer& peer, const HttpHead& head, const json& value) {
  ErrorBody error;
  if (auto known = read_error_body(value)) {
    error = *std::move(known);
  } else if (value.is_string()) {
    error.message = value.get<std::string>();
  }
  const int status = error.status != 0 ? error.status : head.status;
  Verdict verdict = by_status(error.status != 0 ? error.status : 500);
  if (error.status == 0) verdict = by_stream_kind(error).value_or(verdict);
  verdict = by_kind(error).value_or(verdict);
  if (says_context_too_long(error.message)) verdict = {ErrorCode::context_too_long, false};
  return compose(peer, head, status, verdict, error.message, error.retry_delay);
}

Error foreign_answer(const Peer& peer, const HttpHead& head, std::string_view body) {
  const std::string what = looks_like_html(body) ? "an HTML page" : "something that is not JSON";
  const std::string text = peer.vendor + " answered " + what +
                           (body.empty() ? " (nothing at all)" : "") +
                           ": check the base URL and any proxy in between";
  return Error(ErrorCode::bad_response, text)
      .with_provider(peer.vendor)
      .with_http(head.status, quoted(vendor_request_id(head), peer))
      .with_retry(true);
}

std::string vendor_request_id(const HttpHead& head) {
  for (const char* name : {"x-request-id", "request-id", "x-amzn-requestid", "x-generation-id", "apim-request-id",
                            "x-global-transaction-id", "mistral-correlation-id", "cf-ray"}) {
    if (const auto id = head.header(name); !id.empty()) return std::string(id.substr(0, 200));
  }
  return {};
}

}  // namespace baton::inline v0::detail
