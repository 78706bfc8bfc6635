#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/reranker.hpp>

namespace baton::inline v0 {

/// In what servers that rerank over HTTP differ. The defaults are the shape that Cohere made and that
/// vLLM, llama.cpp and many others speak.
struct RerankDialect {
  std::string path = "/rerank";           ///< below the base URL
  std::string texts_field = "documents";  ///< Hugging Face's text-embeddings-inference says "texts"
  std::string top_field = "top_n";        ///< Voyage says "top_k"; empty: the server ranks all texts
  bool decline_documents = false;  ///< send `return_documents: false`, where the texts come back otherwise
};

/// A server that reranks, and which model of it.
struct HttpRerankerOptions {
  std::string model{};
  std::string vendor = "mine";  ///< the first part of `name()`, and what errors name
  std::string base_url{};       ///< "http://localhost:8000/v1"
  Secret api_key{};             ///< empty: no Authorization header is sent
  std::string key_variable{};   ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  RerankDialect dialect{};
  std::size_t max_texts = 1'000;  ///< in one request; more are ranked in several and merged by score
  std::size_t concurrency = 4;    ///< requests at the same time
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A reranker behind `POST {base_url}{dialect.path}`: Cohere, Jina, vLLM, llama.cpp,
/// text-embeddings-inference and what is compatible with one of them.
///
/// Takes the results as `results`, as `data` or as a bare list, and the score as `relevance_score` or
/// `score`. An empty text is sent as one space, because vendors refuse empty input. An answer with too
/// few results, an index that was not sent or one that comes twice is `bad_response`. Throws
/// `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a control
/// character in it; no network. Sources: Cohere API reference, "Rerank API (v2)"; Jina,
/// https://api.jina.ai/openapi.json; vLLM, entrypoints/pooling/scoring/protocol.py;
/// text-embeddings-inference, docs/openapi.json.
///
///     auto mine = http_reranker({.model = "BAAI/bge-reranker-base", .base_url = "http://gpu:8000/v1"});
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Reranker> http_reranker(HttpRerankerOptions options);

}  // namespace baton::inline v0
