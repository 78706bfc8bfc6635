#include "requests.hpp"

#include <strings.h>

#include <cstdlib>

namespace {

bool starts_with_name(std::string_view line, std::string_view name) {
  return line.size() > name.size() && strncasecmp(line.data(), name.data(), name.size()) == 0;
}

/// Where the body that begins at `begin` ends; npos while it is not complete.
std::size_t body_end(const std::string& bytes, std::size_t begin) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < begin;) {
    const std::size_t end = bytes.find("\r\n", at);
    const auto line = std::string_view(bytes).substr(at, end - at);
    if (starts_with_name(line, "content-length:")) length = std::strtoul(line.data() + 15, nullptr, 10);
    if (starts_with_name(line, "transfer-encoding:")) {
      const std::size_t last = bytes.find("0\r\n\r\n", begin);
      return last == std::string::npos ? last : last + 5;
    }
    at = end + 2;
  }
  return begin + length <= bytes.size() ? begin + length : std::string::npos;
}

}  // namespace

Request first_request(const std::string& bytes) {
  const std::size_t head = bytes.find("\r\n\r\n");
  if (head == std::string::npos) return {};
  const std::size_t end = body_end(bytes, head + 4);
  if (end == std::string::npos) return {};
  const std::string_view all(bytes.data(), end);
  const std::size_t path = all.find(' ') + 1;
  return {all.substr(path, all.find(' ', path) - path), all.substr(head + 4), end};
}
