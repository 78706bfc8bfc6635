#include "provider/error_body.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

#include <nlohmann/json.hpp>

#include "provider/retry_after.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

const json* find(const json& object, const char* key) {
  const auto at = object.find(key);
  return at == object.end() || at->is_null() ? nullptr : &*at;
}

std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

int status_in(const json& value) {
  int status = 0;
  if (value.is_number_integer()) {
    status = static_cast<int>(std::clamp<std::int64_t>(value.get<std::int64_t>(), 0, 1000));
  } else if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    std::from_chars(text.data(), text.data() + text.size(), status);
  }
  return status >= 400 && status < 600 ? status : 0;
}

void add_kind(ErrorBody& error, const json& value) {
  if (!value.is_string()) return;
  if (!error.kind.empty()) error.kind += ' ';
  for (const char c : value.get_ref<const std::string&>()) {
    error.kind += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
}

/// Google's google.rpc details: RetryInfo, which also comes through its OpenAI endpoint, the reason of
/// an ErrorInfo, and the quotas of a QuotaFailure.
void read_google_detail(ErrorBody& error, const json& detail) {
  if (!detail.is_object()) return;
  const json* delay = find(detail, "retryDelay");
  if (delay != nullptr && delay->is_string()) {
    error.retry_delay = parse_delay(delay->get_ref<const std::string&>());
  }
  if (const json* reason = find(detail, "reason")) add_kind(error, *reason);
  const json* violations = find(detail, "violations");
  if (violations == nullptr || !violations->is_array()) return;
  for (const auto& violation : *violations) {
    const json* quota = violation.is_object() ? find(violation, "quotaId") : nullptr;
    if (quota != nullptr) add_kind(error, *quota);
  }
}

/// Google's details, and Anthropic's `error_code`.
void read_details(ErrorBody& error, const json& object) {
  const json* details = find(object, "details");
  if (details == nullptr) return;
  if (details->is_object()) {
    if (const json* code = find(*details, "error_code")) add_kind(error, *code);
  }
  if (!details->is_array()) return;
  for (const auto& detail : *details) read_google_detail(error, detail);
}

void read_metadata(ErrorBody& error, const json& object) {
  const json* metadata = find(object, "metadata");
  if (metadata == nullptr || !metadata->is_object()) return;
  if (find(*metadata, "reasons") != nullptr) add_kind(error, "moderation");
  // OpenRouter's own message is only "Provider returned error"; the cause is beneath.
  if (const json* raw = find(*metadata, "raw")) error.message += ": " + text_of(*raw);
}

ErrorBody read_object(const json& object) {
  ErrorBody error;
  if (const json* message = find(object, "message")) error.message = text_of(*message);
  for (const char* key : {"code", "type", "status", "__type"}) {
    if (const json* value = find(object, key)) {
      add_kind(error, *value);
      if (error.status == 0) error.status = status_in(*value);
    }
  }
  read_details(error, object);
  read_metadata(error, object);
  return error;
}

/// watsonx.ai, and IBM Cloud's IAM. Source: IBM's Java SDK for watsonx.ai, WatsonxError and HttpUtils.
std::optional<ErrorBody> read_ibm(const json& value) {
  if (const json* message = find(value, "errorMessage")) {
    ErrorBody error;
    error.message = text_of(*message);
    if (const json* code = find(value, "errorCode")) add_kind(error, *code);
    return error;
  }
  const json* errors = find(value, "errors");
  if (errors == nullptr || !errors->is_array() || errors->empty() || !errors->front().is_object()) {
    return std::nullopt;
  }
  ErrorBody error = read_object(errors->front());
  if (const json* status = find(value, "status_code")) error.status = status_in(*status);
  return error;
}

std::string detail_text(const json& detail) {
  if (detail.is_array() && !detail.empty() && detail.front().is_object()) {
    if (const json* message = find(detail.front(), "msg")) return text_of(*message);
  }
  return text_of(detail);
}

}  // namespace

std::optional<ErrorBody> read_error_body(const json& value) {
  if (value.is_array() && value.size() == 1) return read_error_body(value.front());
  if (!value.is_object()) return std::nullopt;
  if (const json* inner = find(value, "error")) {
    if (inner->is_object()) return read_object(*inner);
    ErrorBody error = read_object(value);
    error.message = text_of(*inner);
    return error;
  }
  const json* object = find(value, "object");
  if (object != nullptr && *object == "error") return read_object(value);
  if (find(value, "choices") != nullptr || find(value, "data") != nullptr) return std::nullopt;
  if (auto error = read_ibm(value)) return error;
  if (const json* detail = find(value, "detail")) {
    ErrorBody error = read_object(value);
    error.message = detail_text(*detail);
    return error;
  }
  if (find(value, "message") != nullptr) return read_object(value);
  return std::nullopt;
}

}  // namespace baton::inline v0::detail
