#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/capabilities.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// What one of Cohere's chat models can do, by its name ("command-a-03-2025"). A name that is not known
/// gets everything the protocol has. Source: https://docs.cohere.com/docs/models of August 2026.
[[nodiscard]] BATON_EXPORT Capabilities cohere_capabilities(std::string_view model);

/// A model behind Cohere's API, version 2.
struct CohereOptions {
  std::string model{};
  std::string vendor = "cohere";  ///< the first part of `name()`, and what errors name
  std::string base_url = "https://api.cohere.com";
  Secret api_key{};            ///< empty: no Authorization header is sent
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  std::optional<Capabilities> capabilities{};  ///< instead of `cohere_capabilities(model)`
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/v2/chat`.
///
/// Throws `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a
/// control character in it; no network. Calls throw `Error` as documented on the codes; retrying is
/// not done here. Thinking and the `tool_plan` before tool calls are `Reasoning` parts and go back in
/// the same form. `documents`, `safety_mode` and `k` are given by `ChatOptions::extra`. Source: Cohere
/// API reference, "Chat API (v2)", and Cohere's Python SDK.
///
///     Model command(cohere_model({.model = "command-a-03-2025", .api_key = Secret::from_env("MY_KEY")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> cohere_model(CohereOptions options);

/// How to embed over `POST {base_url}/v2/embed`.
struct CohereEmbedderOptions {
  CohereOptions server{};
  std::size_t dimensions = 0;   ///< of embed-v4 and newer: 256, 512, 1024, 1536; 0: the model's own
  std::size_t max_inputs = 96;  ///< texts in one request, 96 at most
  std::size_t concurrency = 4;  ///< requests at the same time
};

/// An embedding model of Cohere's: questions and passages are embedded differently. An empty text is
/// sent as one space, because Cohere refuses empty input. Throws `invalid_argument` for more than 96
/// `max_inputs`. Source: Cohere API reference, "Embed API (v2)".
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> cohere_embedder(CohereEmbedderOptions options);

}  // namespace baton::inline v0
