#pragma once

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

namespace baton::inline v0 {

/// What Bedrock's Converse protocol can carry: neither seed nor logprobs; output by schema comes by a
/// tool, because few models have it natively. What a single model lacks, Bedrock says.
[[nodiscard]] BATON_EXPORT Capabilities bedrock_capabilities();

/// A model behind Bedrock's Converse protocol. Calls carry either a Bedrock API key, or a signature
/// with AWS access keys; the API key goes before.
struct BedrockOptions {
  std::string model{};  ///< the id or the ARN of a model or of an inference profile
  std::string vendor = "bedrock";  ///< the first part of `name()`, and what errors name
  std::string region{};            ///< "eu-central-1"; may be empty where only `base_url` is needed
  std::string base_url{};          ///< empty: the region's own endpoint
  Secret api_key{};                ///< a Bedrock API key, sent as a bearer
  std::string key_variable{};      ///< where the key came from, for the advice in errors
  std::string access_key_id{};
  Secret secret_access_key{};
  Secret session_token{};             ///< of temporary access keys
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  Capabilities capabilities = bedrock_capabilities();
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/model/{model}/converse` and `…/converse-stream`.
///
/// Throws `invalid_argument` for an empty model, a missing or impossible region, a base URL that is
/// not http(s), or a key with a control character in it; no network. Calls throw `Error` as documented
/// on the codes; retrying is not done here. Signatures have the time of the system's clock. Reasoning
/// comes as `Reasoning` parts with Bedrock's block in `raw`, signature included, and goes back
/// unchanged. `ChatOptions::extra` carries what models have of their own, as
/// `additionalModelRequestFields`. Source: botocore's model of bedrock-runtime (2023-09-30).
///
///     Model nova(bedrock_model({.model = "amazon.nova-pro-v1:0", .region = "us-east-1",
///                               .api_key = Secret::from_env("AWS_BEARER_TOKEN_BEDROCK")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> bedrock_model(BedrockOptions options);

/// How to embed over `POST {base_url}/model/{model}/invoke`.
struct BedrockEmbedderOptions {
  BedrockOptions server{};
  std::size_t dimensions = 0;   ///< ask for shortened vectors; 0: the model's own length
  std::size_t concurrency = 4;  ///< requests at the same time; Titan takes one text in each, Cohere 96
};

/// An embedding model of Amazon's Titan family or of Cohere's on Bedrock: the name in `server.model`
/// ("amazon.titan-embed-text-v2:0", "cohere.embed-v4:0", also in a profile's) tells in which form Bedrock
/// takes the text. The purpose goes to Cohere's models. An empty text is sent as one space, and a text that
/// is too long is refused, not cut off. Throws `unsupported` for another name, or for `dimensions` of a model
/// that has one length only, and else as `bedrock_model` does. Source: Bedrock's user guide, "Amazon Titan
/// Embeddings Text" and "Cohere Embed".
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> bedrock_embedder(BedrockEmbedderOptions options);

/// How to rerank over `POST {base_url}/rerank`.
struct BedrockRerankerOptions {
  /// Without `base_url`: the region's endpoint of bedrock-agent-runtime, which takes access keys and no API
  /// key. The model is an id ("cohere.rerank-v3-5:0") or an ARN.
  BedrockOptions server{};
  std::size_t max_texts = 1'000;  ///< in one request: the most that Bedrock takes
  std::size_t concurrency = 4;    ///< requests at the same time
};

/// A reranking model on Bedrock. An empty text is sent as one space. Throws as `bedrock_model` does, and
/// `permission_denied` where AWS would be called with nothing but an API key. Source: botocore's
/// bedrock-agent-runtime/2023-07-26/service-2.json, `RerankRequest`.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Reranker> bedrock_reranker(BedrockRerankerOptions options);

}  // namespace baton::inline v0
