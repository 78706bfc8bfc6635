#pragma once

#include <string>
#include <string_view>

#include <baton/http/http.hpp>

namespace baton::inline v0::detail {

/// `text` as a component of a URL or a form: every byte but letters, digits and "-._~" is a percent
/// sign and two hexadecimal digits; those in `allowed_too` stay as they are. Source: RFC 3986, 2.3.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view allowed_too = {});

/// Adds "name=value", with an ampersand before it unless it is the first.
void add_form_field(std::string& form, std::string_view name, std::string_view value);

/// The POST of such a form to where tokens are given out; an answer of more than a mebibyte is refused.
[[nodiscard]] HttpRequest token_request(std::string url, std::string form, const HttpTimeouts& timeouts);

}  // namespace baton::inline v0::detail
