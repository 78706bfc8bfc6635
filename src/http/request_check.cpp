#include "request_check.hpp"

#include <algorithm>

#include <baton/core/error.hpp>

#include "core/ascii.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::string_view token_marks = "!#$%&'*+-.^_`|~";

bool is_token_char(char c) noexcept { return ascii::is_alnum(c) || token_marks.find(c) != std::string_view::npos; }
bool is_token(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_control(char c) noexcept { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f; }
bool has_control(std::string_view text) noexcept { return std::any_of(text.begin(), text.end(), is_control); }

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorCode::invalid_argument, message); }

void check_name(const std::string& name) {
  if (!is_token(name)) {
    refuse("a header name of the request is empty or has characters that HTTP does not allow in names");
  }
  // These decide where the message ends: only the client itself may write them.
  if (ascii::equal_ignoring_case(name, "content-length") || ascii::equal_ignoring_case(name, "transfer-encoding")) {
    refuse("the header '" + name + "' is written by the client: do not set it");
  }
}

void check_url(std::string_view url) {
  const auto is_bad = [](char c) { return is_control(c) || c == ' ' || c == '\t' || c == '\\'; };
  if (std::any_of(url.begin(), url.end(), is_bad)) {
    refuse("the URL holds a space, a backslash, a line break or another control character: percent-encode it");
  }
  if (!ascii::starts_with_ignoring_case(url, "http://") && !ascii::starts_with_ignoring_case(url, "https://")) {
    refuse("the URL does not begin with http:// or https://");
  }
  const auto authority = authority_of(url);
  if (authority.find('@') != std::string_view::npos) {
    refuse("the URL holds a user name or password: pass it as HttpRequest::credentials");
  }
  if (authority.empty() || authority.front() == ':') refuse("the URL names no host");
}

}  // namespace

bool is_https(std::string_view url) noexcept { return ascii::starts_with_ignoring_case(url, "https:"); }

std::string_view authority_of(std::string_view url) noexcept {
  const auto rest = url.substr(is_https(url) ? 8 : 7);
  return rest.substr(0, rest.find_first_of("/?#"));
}

std::string origin_of(std::string_view url) {
  return (is_https(url) ? "https://" : "http://") + std::string(authority_of(url));
}

void check_request(const HttpRequest& request) {
  if (!is_token(request.method)) refuse("the method of the request is not an HTTP method");
  check_url(request.url);
  for (const auto& header : request.headers) {
    check_name(header.name);
    if (has_control(header.value)) {
      refuse("the value of header '" + header.name + "' holds a line break or another control character");
    }
  }
  for (const auto& credential : request.credentials) {
    check_name(credential.name);
    if (has_control(credential.prefix) || has_control(credential.secret.reveal())) {
      refuse("the credential for header '" + credential.name +
             "' holds a line break or another control character: look at where the key is read from");
    }
  }
}

}  // namespace baton::inline v0
