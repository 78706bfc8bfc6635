#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/provider/azure.hpp>

#include "provider/form_body.hpp"
#include "provider/http_call.hpp"
#include "provider/json_fields.hpp"
#include "provider/vendor_error.hpp"

namespace baton::inline v0 {
namespace {

using detail::member;
using detail::member_text;
using nlohmann::json;

constexpr std::int64_t longest_entra_life = 7 * 24 * 3600;  // in seconds; a day is the most Entra gives

HttpRequest entra_token_request(const EntraOptions& options) {
  std::string form;
  detail::add_form_field(form, "client_id", options.client_id);
  detail::add_form_field(form, "scope", options.scope);
  detail::add_form_field(form, "client_secret", options.client_secret.reveal());
  detail::add_form_field(form, "grant_type", "client_credentials");
  const std::string path = "/" + detail::percent_encoded(options.tenant) + "/oauth2/v2.0/token";
  return detail::token_request(options.authority + path, std::move(form), options.timeouts);
}

/// Entra's `{"error":"invalid_client","error_description":"AADSTS7000215: …"}` has its reason in the
/// description; anything else is an HTTP error like any vendor's.
Error entra_error(const EntraOptions& options, const HttpResponse& answer) {
  const detail::Peer peer{"Microsoft Entra ID", "EntraOptions::client_secret", options.client_secret};
  const auto value = detail::parse_lenient(answer.body, {});
  const std::string description = value ? member_text(*value, "error_description") : std::string();
  if (description.empty()) return detail::vendor_http_error(peer, answer, answer.body);
  const std::string kind = member_text(*value, "error");
  HttpHead told = answer;
  // RFC 6749, 5.2: such a refusal may have the status 400 as well as 401.
  if (kind == "invalid_client" || kind == "unauthorized_client") told.status = 401;
  const json body = {{"error", {{"message", description}, {"code", kind}}}};
  return detail::vendor_http_error(peer, told, body.dump());
}

AccessToken read_entra_token(const HttpResponse& answer) {
  const auto value = detail::parse_lenient(answer.body, {});
  AccessToken token;
  if (value) token.secret = Secret(member_text(*value, "access_token"));
  const json* const life = value ? member(*value, "expires_in") : nullptr;
  if (token.secret.empty() || life == nullptr) {
    throw Error(ErrorCode::bad_response,
                "Microsoft Entra ID answered without access_token and expires_in: check the authority and any "
                "proxy in between")
        .with_provider("Microsoft Entra ID")
        .with_retry(true);
  }
  const auto seconds = std::min(detail::member_count(*value, "expires_in"), longest_entra_life);
  token.expires = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  return token;
}

Task<AccessToken> fetch_entra_token(std::shared_ptr<const EntraOptions> options, Context context) {
  HttpRequest request = entra_token_request(*options);
  const HttpResponse answer = co_await detail::send_to_provider(std::move(request), std::move(context));
  if (answer.status != 200) throw entra_error(*options, answer);
  co_return read_entra_token(answer);
}

void check_entra(EntraOptions& options) {
  const bool complete = !options.tenant.empty() && !options.client_id.empty() &&
                        !options.client_secret.empty() && !options.scope.empty();
  if (!complete) {
    throw Error(ErrorCode::invalid_argument,
                "entra_tokens needs tenant, client_id, client_secret and scope");
  }
  while (options.authority.ends_with('/')) options.authority.pop_back();
  if (!options.authority.starts_with("https://") && !options.authority.starts_with("http://")) {
    throw Error(ErrorCode::invalid_argument, "the authority of entra_tokens must begin with https://");
  }
}

}  // namespace

std::shared_ptr<const TokenSource> entra_tokens(EntraOptions options) {
  check_entra(options);
  auto kept = std::make_shared<const EntraOptions>(std::move(options));
  return std::make_shared<const TokenSource>(
      [kept](Context context) { return fetch_entra_token(kept, std::move(context)); });
}

}  // namespace baton::inline v0
