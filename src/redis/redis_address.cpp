#include "redis/redis_address.hpp"

#include <charconv>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

[[noreturn]] void wrong_url(const std::string& what) {
  throw Error(ErrorCode::invalid_argument,
              "the URL of Redis: " + what + "; it is \"redis://HOST[:PORT][/DATABASE]\" or \"unix:///PATH\"");
}

int number_of(std::string_view digits, int most, const char* what) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0 || value > most) {
    wrong_url(std::string("the ") + what + " is not a number it can be");
  }
  return value;
}

/// Takes what stands before `mark` off the front; all of it when there is none.
std::string_view take_until(std::string_view& rest, char mark) {
  const auto at = rest.find(mark);
  const std::string_view taken = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return taken;
}

RedisAddress parse_authority(std::string_view authority) {
  RedisAddress address;
  if (authority.find('@') != std::string_view::npos) {
    wrong_url("it holds a user: set username and password beside it");
  }
  if (authority.starts_with('[')) {  // IPv6
    authority.remove_prefix(1);
    address.host = take_until(authority, ']');
    if (!authority.empty() && authority.front() != ':') wrong_url("there is something behind the host");
    if (!authority.empty()) authority.remove_prefix(1);
  } else {
    address.host = take_until(authority, ':');
  }
  if (address.host.empty()) wrong_url("there is no host");
  if (!authority.empty()) address.port = number_of(authority, 65'535, "port");
  return address;
}

}  // namespace

std::string RedisAddress::text() const {
  return path.empty() ? host + ":" + std::to_string(port) : path;
}

RedisAddress parse_redis_url(std::string_view url) {
  constexpr std::string_view tcp = "redis://";
  constexpr std::string_view local = "unix://";
  if (url.starts_with("rediss://")) {
    throw Error(ErrorCode::unsupported,
                "the URL of Redis: hiredis is used without TLS: let a local proxy (stunnel) speak it");
  }
  if (url.starts_with(local)) {
    RedisAddress address{.path = std::string(url.substr(local.size()))};
    if (!address.path.starts_with('/')) wrong_url("the path of the socket is not absolute");
    return address;
  }
  if (!url.starts_with(tcp)) wrong_url("it begins with neither redis:// nor unix://");
  std::string_view rest = url.substr(tcp.size());
  RedisAddress address = parse_authority(take_until(rest, '/'));
  if (!rest.empty()) address.database = number_of(rest, 1'000'000, "database");
  return address;
}

}  // namespace baton::inline v0
