#pragma once

#include <string>
#include <string_view>

namespace baton::inline v0::detail {

/// `text` as a component of a URL or a form: every byte but letters, digits and "-._~" is a percent
/// sign and two hexadecimal digits. Source: RFC 3986, 2.3.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// Adds "name=value", with an ampersand before it unless it is the first.
void add_form_field(std::string& form, std::string_view name, std::string_view value);

}  // namespace baton::inline v0::detail
