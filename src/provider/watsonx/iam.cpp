#include <baton/provider/iam.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/form_body.hpp"
#include "provider/http_call.hpp"
#include "provider/json_fields.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::int64_t longest_iam_life = 86'400;

struct Iam {
  IamOptions options;
  detail::Peer peer;
};

HttpRequest iam_request(const IamOptions& options) {
  std::string form;
  detail::add_form_field(form, "grant_type", "urn:ibm:params:oauth:grant-type:apikey");
  detail::add_form_field(form, "apikey", options.api_key.reveal());
  return detail::token_request(options.url + "/identity/token", std::move(form), options.timeouts);
}

/// IAM says "bad request" of a key that it does not know (BXNIM0415E): the key is all that varies in
/// the request.
Error iam_refusal(const detail::Peer& peer, const HttpResponse& answer) {
  Error error = detail::vendor_http_error(peer, answer, answer.body);
  if (error.code() != ErrorCode::invalid_argument) return error;
  HttpResponse unauthorized = answer;
  unauthorized.status = 401;
  return detail::vendor_http_error(peer, unauthorized, answer.body)
      .with_http(answer.status, detail::vendor_request_id(answer));
}

AccessToken iam_token(const detail::Peer& peer, const HttpResponse& answer) {
  const auto body = detail::parse_lenient(answer.body, {});
  const std::string token = body ? detail::member_text(*body, "access_token") : std::string();
  if (token.empty()) throw detail::foreign_answer(peer, answer, answer.body);
  // `expiration` counts from 1970 by IBM's clock, which may not be ours.
  const std::chrono::seconds life(std::min(detail::member_count(*body, "expires_in"), longest_iam_life));
  return {Secret(token), std::chrono::steady_clock::now() + life};
}

Task<AccessToken> fetch_iam_token(std::shared_ptr<const Iam> iam, Context context) {
  HttpRequest request = iam_request(iam->options);
  const HttpResponse answer = co_await detail::send_to_provider(std::move(request), context);
  if (answer.status < 200 || answer.status >= 300) throw iam_refusal(iam->peer, answer);
  co_return iam_token(iam->peer, answer);
}

}  // namespace

std::shared_ptr<const TokenSource> iam_tokens(IamOptions options) {
  auto iam = std::make_shared<Iam>();
  iam->peer = {"IBM Cloud IAM", options.key_variable, options.api_key};
  if (options.api_key.empty()) {
    throw Error(ErrorCode::invalid_argument, "iam_tokens needs an API key of IBM Cloud");
  }
  detail::check_server(iam->peer, "token", options.url);
  iam->options = std::move(options);
  return std::make_shared<TokenSource>(
      [iam](Context context) { return fetch_iam_token(iam, std::move(context)); });
}

}  // namespace baton::inline v0
