#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/capabilities.hpp>
#include <baton/provider/chat_model.hpp>

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

}  // namespace baton::inline v0
