#include "provider/form_body.hpp"

#include <cstddef>
#include <utility>

#include "core/uri.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t most_token_bytes = std::size_t{1} << 20;
constexpr std::string_view hex_digits = "0123456789ABCDEF";

}  // namespace

std::string percent_encoded(std::string_view text, std::string_view allowed_too) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c) || allowed_too.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += hex_digits[byte >> 4U];
      encoded += hex_digits[byte & 15U];
    }
  }
  return encoded;
}

void add_form_field(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form += percent_encoded(name) + '=' + percent_encoded(value);
}

HttpRequest token_request(std::string url, std::string form, const HttpTimeouts& timeouts) {
  HttpRequest request;
  request.method = "POST";
  request.url = std::move(url);
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  request.body = std::move(form);
  request.timeouts = timeouts;
  request.limits.bytes = most_token_bytes;
  return request;
}

}  // namespace baton::inline v0::detail
