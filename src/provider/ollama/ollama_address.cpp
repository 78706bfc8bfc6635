#include <algorithm>

#include "provider/ollama/ollama_request.hpp"

namespace baton::inline v0::detail {
namespace {

bool ends_in_port(std::string_view host) {
  const auto colon = host.rfind(':');
  if (colon == std::string_view::npos || host.substr(colon).find(']') != std::string_view::npos) return false;
  const auto port = host.substr(colon + 1);
  return !port.empty() && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed_host(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\"'");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\"'") + 1 - first);
}

}  // namespace

std::string ollama_address(std::string_view host) {
  host = trimmed_host(host);
  if (host == "ollama.com") return "https://ollama.com";
  const auto mark = host.find("://");
  if (mark != std::string_view::npos && !host.substr(0, mark + 3).starts_with("http://")) return std::string(host);
  std::string_view rest = mark == std::string_view::npos ? host : host.substr(mark + 3);
  const auto slash = std::min(rest.find('/'), rest.size());
  std::string name(rest.substr(0, slash));
  const std::string path(rest.substr(slash));
  if (mark == std::string_view::npos && !ends_in_port(name)) name += ":11434";
  // An address to listen on is not one to call.
  for (const std::string_view any : {"0.0.0.0:", "[::]:", ":"}) {
    if (name.starts_with(any)) name = "127.0.0.1:" + name.substr(any.size());
  }
  return "http://" + name + path;
}

}  // namespace baton::inline v0::detail
