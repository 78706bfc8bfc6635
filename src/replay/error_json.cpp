#include "replay/error_json.hpp"

#include <string>
#include <utility>

#include "message/json_read.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::chrono::hours longest_wait{24 * 366};

void put_text(json& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}

ErrorCode read_code(const JsonReader& stored) {
  const std::string name = stored.text("code");
  for (auto code = 0U; code <= static_cast<unsigned>(ErrorCode::internal); ++code) {
    if (to_string(static_cast<ErrorCode>(code)) == name) return static_cast<ErrorCode>(code);
  }
  throw Error(ErrorCode::version_mismatch, "this baton knows no error code '" + name + "'");
}

Error with_retry_of(const JsonReader& stored, const Error& error) {
  const auto* after = stored.find("retry_after_ms");
  if (after == nullptr) return error.with_retry(stored.flag("retryable"));
  const std::chrono::milliseconds wait(stored.integer("retry_after_ms"));
  if (wait.count() < 0 || wait > longest_wait) stored.fail("retry_after_ms", "a time to wait");
  return error.with_retry(stored.flag("retryable"), wait);
}

}  // namespace

json error_to_json(const Error& error) {
  json out = {{"code", to_string(error.code())}, {"message", error.message()}};
  put_text(out, "path", error.path());
  put_text(out, "provider", error.provider());
  if (error.http_status() != 0) out["http_status"] = error.http_status();
  put_text(out, "request_id", error.request_id());
  if (error.retryable()) out["retryable"] = true;
  if (error.retry_after()) out["retry_after_ms"] = error.retry_after()->count();
  put_text(out, "partial", error.partial());
  if (error.cause() != nullptr) out["cause"] = error_to_json(*error.cause());
  return out;
}

Error error_from_json(const json& value) {
  const JsonReader stored(value, "error");
  Error error(read_code(stored), stored.text("message"));
  if (const auto path = stored.text("path"); !path.empty()) error = error.within(path);
  error = error.with_provider(stored.text("provider"));
  const auto status = stored.integer("http_status");
  if (status < 0 || status > 999) stored.fail("http_status", "an HTTP status");
  error = error.with_http(static_cast<int>(status), stored.text("request_id"));
  error = with_retry_of(stored, error).with_partial(stored.text("partial"));
  if (const auto* cause = stored.find("cause")) error = error.with_cause(error_from_json(*cause));
  return error;
}

}  // namespace baton::inline v0::detail
