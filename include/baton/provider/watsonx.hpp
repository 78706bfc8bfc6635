#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/capabilities.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/reranker.hpp>
#include <baton/provider/token_source.hpp>

namespace baton::inline v0 {

/// What every model of watsonx.ai's chat protocol can do: no files, and three efforts of reasoning.
[[nodiscard]] BATON_EXPORT Capabilities watsonx_capabilities();

/// A model or a deployment of IBM watsonx.ai.
struct WatsonxOptions {
  std::string model{};  ///< "ibm/granite-4-h-small", or "deployment/ID" for one of your deployments
  std::string vendor = "watsonx";  ///< the first part of `name()`, and what errors name
  std::string base_url{};    ///< of the region: "https://eu-de.ml.cloud.ibm.com"
  std::string project_id{};  ///< who pays: a project or, when that is empty, a space; a deployment knows it
  std::string space_id{};
  Secret api_key{};  ///< of IBM Cloud; exchanged for tokens
  Secret token{};    ///< a token you have already; without a key
  std::shared_ptr<const TokenSource> tokens{};  ///< instead of both: `iam_tokens`, or your own
  std::string key_variable{};                   ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};            ///< sent with every request; no secrets here
  std::string version = "2026-08-11";           ///< of the API, as a date
  std::chrono::milliseconds time_limit{0};  ///< after which IBM cuts the answer off; 0: its own
  Capabilities capabilities = watsonx_capabilities();
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/ml/v1/text/chat` and `…/chat_stream`.
///
/// Throws `invalid_argument` for an empty model, a base URL that is not http(s), a key with a control
/// character in it, or a model without a project or space; no network. Calls throw `Error` as
/// documented on the codes; retrying is not done here. An answer cut off by `time_limit` has the
/// finish reason `length`. Source: IBM Cloud API docs, "watsonx.ai", and IBM's SDKs for Node.js and
/// Java.
///
///     Model granite(watsonx_model({.model = "ibm/granite-4-h-small",
///                                  .base_url = "https://us-south.ml.cloud.ibm.com",
///                                  .project_id = "63dc4cf1-252f-424b-b52d-5cdd9814987f",
///                                  .api_key = Secret::from_env("IBM_KEY")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> watsonx_model(WatsonxOptions options);

/// How to embed over `POST {base_url}/ml/v1/text/embeddings`.
struct WatsonxEmbedderOptions {
  WatsonxOptions server{};  ///< `model` is no deployment
  std::size_t truncate_tokens = 0;  ///< cut longer texts off after so many tokens; 0: they are refused
  std::size_t max_inputs = 256;     ///< texts in one request; IBM takes 1,000 at most
  std::size_t concurrency = 4;      ///< requests at the same time
};

/// An embedding model of watsonx.ai. An empty text is sent as one space. Throws `invalid_argument` for
/// what `watsonx_model` throws it for, and for a deployment. Source: IBM's SDK for Node.js,
/// TextEmbeddingsParams; IBM's SDK for Java, EmbeddingService.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> watsonx_embedder(
    WatsonxEmbedderOptions options);

/// How to rerank over `POST {base_url}/ml/v1/text/rerank`.
struct WatsonxRerankerOptions {
  WatsonxOptions server{};  ///< `model` is no deployment
  std::size_t truncate_tokens = 0;  ///< cut longer texts off after so many tokens; 0: they are refused
  std::size_t max_texts = 256;      ///< in one request
  std::size_t concurrency = 4;      ///< requests at the same time
};

/// A reranking model of watsonx.ai. An empty text is sent as one space. Throws as `watsonx_embedder`
/// does. Source: IBM's SDK for Node.js, TextRerankParams.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Reranker> watsonx_reranker(
    WatsonxRerankerOptions options);

}  // namespace baton::inline v0
