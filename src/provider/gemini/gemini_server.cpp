#include "provider/gemini/gemini_server.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/server.hpp"

namespace baton::inline v0::detail {
namespace {

/// What stands in a URL must not lead elsewhere: a location is even a part of the host's name.
void check_in_url(const std::string& vendor, const char* what, const std::string& text,
                  std::string_view marks) {
  const auto fits = [marks](unsigned char c) {
    return std::isalnum(c) != 0 || marks.find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (text.find("..") == std::string::npos && std::all_of(text.begin(), text.end(), fits)) return;
  throw Error(ErrorCode::invalid_argument,
              vendor + " has the " + what + " in its URLs: it may have letters, digits and " +
                  std::string(marks) + " only");
}

/// Source: Vertex AI's page on locations, and Google's Gen AI SDK for Python, _api_client.py.
std::string vertex_host(const std::string& location) {
  if (location == "global") return "https://aiplatform.googleapis.com";
  if (location == "us" || location == "eu") return "https://aiplatform." + location + ".rep.googleapis.com";
  return "https://" + location + "-aiplatform.googleapis.com";
}

std::string vertex_base_url(const VertexOptions& options) {
  if (!options.base_url.empty()) return options.base_url;
  if (options.project.empty() || options.location.empty()) {
    throw Error(ErrorCode::invalid_argument,
                options.vendor + " needs a project and a location of Google Cloud, or a base URL");
  }
  check_in_url(options.vendor, "project", options.project, "-.:");
  check_in_url(options.vendor, "location", options.location, "-");
  return vertex_host(options.location) + "/v1/projects/" + options.project + "/locations/" +
         options.location + "/publishers/google";
}

/// What both kinds of options have under the same names.
template <class Options>
GeminiServer common_server(Options& options) {
  GeminiServer server;
  server.profile = options.profile ? *std::move(options.profile) : gemini_profile(options.model);
  server.model = std::move(options.model);
  server.vendor = std::move(options.vendor);
  server.key_variable = std::move(options.key_variable);
  server.headers = std::move(options.headers);
  server.timeouts = options.timeouts;
  server.limits = options.limits;
  check_in_url(server.vendor, "model's name", server.model, "-._~@/:");
  return server;
}

}  // namespace

GeminiServer gemini_server(GeminiOptions options) {
  GeminiServer server = common_server(options);
  server.base_url = std::move(options.base_url);
  server.api_key = std::move(options.api_key);
  return checked(std::move(server));
}

GeminiServer gemini_server(VertexOptions options) {
  std::string base_url = vertex_base_url(options);
  GeminiServer server = common_server(options);
  server.base_url = std::move(base_url);
  server.bearer = true;
  // https://github.com/vercel/ai/issues/15664: v1 answers 400, "Unknown name \"id\"".
  server.call_ids = false;
  server.tokens = std::move(options.tokens);
  if (!server.tokens) server.api_key = std::move(options.access_token);
  return checked(std::move(server));
}

std::string vertex_listing_url(const VertexOptions& options) {
  check_in_url(options.vendor, "project", options.project, "-.:");
  if (!options.base_url.empty()) return options.base_url;
  check_in_url(options.vendor, "location", options.location, "-");
  return vertex_host(options.location) + "/v1beta1/publishers/google";
}

std::string gemini_path(const GeminiServer& server) {
  return (server.model.find('/') == std::string::npos ? "/models/" : "/") + server.model;
}

HttpCredential gemini_credential(const GeminiServer& server) {
  if (server.bearer) return bearer(server.api_key);
  return {"x-goog-api-key", "", server.api_key};
}

}  // namespace baton::inline v0::detail
