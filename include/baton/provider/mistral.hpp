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

/// What every model of Mistral's chat protocol can do: no log probabilities, and the efforts of
/// reasoning that Mistral names. Source: mistralai's Python SDK, ChatCompletionRequest.
[[nodiscard]] BATON_EXPORT Capabilities mistral_capabilities();

/// A model of Mistral's.
struct MistralOptions {
  std::string model{};
  std::string vendor = "mistral";  ///< the first part of `name()`, and what errors name
  std::string base_url = "https://api.mistral.ai/v1";
  Secret api_key{};            ///< empty: no Authorization header is sent
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  Capabilities capabilities = mistral_capabilities();
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/chat/completions` as Mistral speaks it.
///
/// Thinking comes as `Reasoning` parts with the vendor's chunk in `raw`, signature included, and goes
/// back unchanged and in its place; so do chunks that baton has no part for, such as references.
/// Ids of tool calls from other vendors are sent as nine letters and digits, always the same for the
/// same id. A last message of the assistant is the beginning of the answer (`prefix`). Throws
/// `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a control
/// character in it; no network. Calls throw `Error` as documented on the codes; retrying is not done
/// here. Source: Mistral API docs, "Chat Completion" and "Reasoning"; mistralai's Python SDK.
///
///     Model medium(mistral_model({.model = "mistral-medium-3-5", .api_key = Secret::from_env("MY_KEY")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> mistral_model(MistralOptions options);

}  // namespace baton::inline v0
