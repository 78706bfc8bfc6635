#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// What every vendor's options have in common (`model`, `vendor`, `base_url`, `api_key`,
/// `key_variable`, `headers`, `timeouts`, `limits`, and `tokens` where keys expire) and what is done with it.

/// Throws `invalid_argument` for what can never be called; takes slashes off the end of `base_url`.
void check_server(const Peer& peer, const std::string& model, std::string& base_url);

/// A POST of JSON. `key` is left out when its secret is empty.
[[nodiscard]] HttpRequest json_post(std::string url, std::string body, bool stream,
                                    HttpCredential key);

/// Says what the answer may be, instead of what `json_post` says.
void accept(HttpRequest& request, std::string_view type);

[[nodiscard]] inline HttpCredential bearer(const Secret& key) {
  return {"Authorization", "Bearer ", key};
}

/// The key in the header that `options.key_header` names; none where tokens take its place, which the
/// model adds.
template <class Options>
[[nodiscard]] HttpCredential key_credential(const Options& options) {
  if (options.tokens) return {};
  if (options.key_header == "Authorization") return bearer(options.api_key);
  return {options.key_header, "", options.api_key};
}

/// Method, URL and indented body, for `explain`: without headers, and without user and password,
/// which a URL may hold.
[[nodiscard]] std::string explanation(const HttpRequest& request);

template <class Options>
[[nodiscard]] Peer peer_of(const Options& options) {
  Peer peer{options.vendor, options.key_variable, options.api_key};
  if constexpr (requires { options.tokens; }) peer.tokens = options.tokens;
  return peer;
}

template <class Options>
[[nodiscard]] Options checked(Options options) {
  check_server(peer_of(options), options.model, options.base_url);
  return options;
}

/// The POST of `body` to `path` below the base URL.
template <class Options>
[[nodiscard]] HttpRequest post_to(const Options& options, std::string_view path, std::string body,
                                  bool stream, HttpCredential key) {
  HttpRequest request =
      json_post(options.base_url + std::string(path), std::move(body), stream, std::move(key));
  request.headers.insert(request.headers.begin(), options.headers.begin(), options.headers.end());
  request.timeouts = options.timeouts;
  request.limits = options.limits;
  return request;
}

/// The GET of `path` below the base URL.
template <class Options>
[[nodiscard]] HttpRequest get_from(Options& options, const Peer& peer, std::string_view path, HttpCredential key) {
  // No model is called, so none is named.
  check_server(peer, "models", options.base_url);
  HttpRequest request;
  request.url = options.base_url + std::string(path);
  request.headers = options.headers;
  request.headers.push_back({"Accept", "application/json"});
  if (!key.secret.empty()) request.credentials.push_back(std::move(key));
  request.timeouts = options.timeouts;
  request.limits = options.limits;
  return request;
}

/// The most that is read of an error's body.
inline constexpr std::size_t most_error_bytes = std::size_t{64} << 10;

}  // namespace baton::inline v0::detail
