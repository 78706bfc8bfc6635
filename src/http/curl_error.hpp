#pragma once

#include <string>

#include <curl/curl.h>

#include <baton/core/error.hpp>

#include "transfer.hpp"

namespace baton::inline v0 {

/// What a CURLcode of a finished transfer means; the table is in docs/http.md.
[[nodiscard]] Error curl_failure(const Transfer& transfer, CURLcode code);

[[nodiscard]] Error egress_error(const HttpRequest& request, const std::string& address);
[[nodiscard]] Error too_many_files();
/// "10.0.0.1" of a socket address.
[[nodiscard]] std::string address_text(const curl_sockaddr& address);

}  // namespace baton::inline v0
