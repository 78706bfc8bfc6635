#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// How to embed with Jina over `POST {base_url}/embeddings`.
struct JinaEmbedderOptions {
  std::string model{};
  std::string vendor = "jina";  ///< the first part of `name()`, and what errors name
  std::string base_url = "https://api.jina.ai/v1";
  Secret api_key{};            ///< empty: no Authorization header is sent
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  std::size_t dimensions = 0;     ///< ask for shortened vectors; 0: the model's own length
  std::size_t max_inputs = 256;   ///< texts in one request
  std::size_t concurrency = 4;    ///< requests at the same time
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// An embedding model of Jina's: questions and passages are embedded for different tasks, by models
/// that have tasks. An empty text is sent as one space. Jina's rerankers are behind `http_reranker`.
/// Throws `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a control
/// character in it; no network. Source: https://api.jina.ai/openapi.json.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> jina_embedder(JinaEmbedderOptions options);

}  // namespace baton::inline v0
