#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/provider/gemini.hpp>

namespace baton::inline v0::detail {

/// What the Gemini API and Vertex AI have in common: where the protocol is spoken, and by which model.
struct GeminiServer {
  std::string model;
  std::string vendor;
  std::string base_url;  ///< up to and without "/models"
  Secret api_key;
  std::shared_ptr<const TokenSource> tokens;
  bool bearer = false;   ///< whether the key is an access token
  bool call_ids = true;  ///< whether calls and results have ids
  std::string key_variable;
  std::vector<HttpHeader> headers;
  GeminiProfile profile;
  HttpTimeouts timeouts;
  Limits limits;
};

/// Both throw `invalid_argument` for options that can never work.
[[nodiscard]] GeminiServer gemini_server(GeminiOptions options);
[[nodiscard]] GeminiServer gemini_server(VertexOptions options);

/// The address of Vertex AI below which "/models" lists Google's models: v1 has no such list. Source: Vertex
/// AI's REST reference, v1beta1, "publishers.models.list".
[[nodiscard]] std::string vertex_listing_url(const VertexOptions& options);

/// The model's path below the base URL.
[[nodiscard]] std::string gemini_path(const GeminiServer& server);

/// The key as the server wants it.
[[nodiscard]] HttpCredential gemini_credential(const GeminiServer& server);

}  // namespace baton::inline v0::detail
