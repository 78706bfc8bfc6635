#include "provider/openai/openai_server.hpp"

#include <algorithm>
#include <utility>

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

OpenAiOptions checked(OpenAiOptions options) {
  if (options.model.empty()) refuse("a model needs a name: \"" + options.vendor + "/NAME\"");
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  if (!options.base_url.starts_with("http://") && !options.base_url.starts_with("https://")) {
    refuse("the base URL of " + options.vendor + " must begin with http:// or https://");
  }
  if (has_control(options.api_key.reveal())) {
    const std::string& name = options.key_variable;
    refuse("the API key of " + options.vendor + (name.empty() ? "" : " in " + name) +
           " has a line break or another control character in it: remove it");
  }
  return options;
}

HttpRequest openai_post(const OpenAiOptions& options, std::string_view path, std::string body,
                        bool stream) {
  HttpRequest request;
  request.method = "POST";
  request.url = options.base_url + std::string(path);
  request.headers = options.headers;
  request.headers.push_back({"Content-Type", "application/json"});
  request.headers.push_back({"Accept", stream ? "text/event-stream" : "application/json"});
  if (!options.api_key.empty()) {
    request.credentials.push_back({"Authorization", "Bearer ", options.api_key});
  }
  request.body = std::move(body);
  request.timeouts = options.timeouts;
  request.limits = options.limits;
  return request;
}

std::string openai_explanation(const OpenAiOptions& options, std::string_view path,
                               const std::string& body) {
  std::string url = options.base_url + std::string(path);
  const auto host = url.find("//") + 2;
  const auto at = url.find('@', host);
  if (at != std::string::npos && at < url.find('/', host)) url.erase(host, at + 1 - host);
  return "POST " + url + "\n\n" + body + "\n";
}

}  // namespace baton::inline v0::detail
