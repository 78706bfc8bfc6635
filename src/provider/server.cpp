#include "provider/server.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void refuse(std::string message) {
  throw Error(ErrorCode::invalid_argument, std::move(message));
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}  // namespace

void check_server(const Peer& peer, const std::string& model, std::string& base_url) {
  if (model.empty()) refuse("a model needs a name: \"" + peer.vendor + "/NAME\"");
  while (base_url.ends_with('/')) base_url.pop_back();
  if (!base_url.starts_with("http://") && !base_url.starts_with("https://")) {
    refuse("the base URL of " + peer.vendor + " must begin with http:// or https://");
  }
  if (has_control(peer.key.reveal())) {
    const std::string& name = peer.key_variable;
    refuse("the API key of " + peer.vendor + (name.empty() ? "" : " in " + name) +
           " has a line break or another control character in it: remove it");
  }
}

HttpRequest json_post(std::string url, std::string body, bool stream, HttpCredential key) {
  HttpRequest request;
  request.method = "POST";
  request.url = std::move(url);
  request.headers = {{"Content-Type", "application/json"},
                     {"Accept", stream ? "text/event-stream" : "application/json"}};
  if (!key.secret.empty()) request.credentials.push_back(std::move(key));
  request.body = std::move(body);
  return request;
}

void accept(HttpRequest& request, std::string_view type) {
  for (auto& header : request.headers) {
    if (header.name == "Accept") header.value = type;
  }
}

std::string explanation(const HttpRequest& request) {
  std::string url = request.url;
  const auto host = url.find("//") + 2;
  const auto at = url.find('@', host);
  if (at != std::string::npos && at < url.find('/', host)) url.erase(host, at + 1 - host);
  return request.method + " " + url + "\n\n" + nlohmann::ordered_json::parse(request.body).dump(2) +
         "\n";
}

}  // namespace baton::inline v0::detail
