#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/error.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/token_source.hpp>

namespace baton::inline v0::detail {

/// What an error must name, and the key or token it must not.
struct Peer {
  std::string vendor;
  std::string key_variable;  ///< to name in the advice; may be empty
  Secret key;
  std::shared_ptr<const TokenSource> tokens{};  ///< of a vendor whose keys expire; else null
  Secret session_token{};  ///< goes with the key, and must not be seen either
};

/// Whether a decoded body or stream event is an error, in any of the shapes seen under this protocol.
[[nodiscard]] bool is_error_body(const nlohmann::json& value);

/// The error of an HTTP error status: `body` is JSON in one of many shapes, HTML, or anything.
[[nodiscard]] Error vendor_http_error(const Peer& peer, const HttpHead& head,
                                      std::string_view body);

/// The error that a successful answer carried: `value` as accepted by `is_error_body`, or a bare
/// string.
[[nodiscard]] Error vendor_body_error(const Peer& peer, const HttpHead& head,
                                      const nlohmann::json& value);

/// The error of an answer that is not this protocol, such as a proxy's HTML page.
[[nodiscard]] Error foreign_answer(const Peer& peer, const HttpHead& head,
                                          std::string_view body);

/// The vendor's id of the request, from the headers.
[[nodiscard]] std::string vendor_request_id(const HttpHead& head);

}  // namespace baton::inline v0::detail
