#pragma once

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
#include <baton/provider/token_source.hpp>

namespace baton::inline v0 {

/// What is known of a model behind OpenAI's Responses protocol.
struct OpenAiResponsesProfile {
  Capabilities can{};
  bool cache_marks = false;  ///< a `CacheMark` becomes a `prompt_cache_breakpoint`
};

/// The profile of a model by its name ("gpt-5.6", also with more behind it). A name that is not
/// known gets that of a model which can do all that the protocol has: no stop sequences, no seed.
/// Source: OpenAI's guides "Using the latest model", "Reasoning" and "Prompt caching".
///
///     OpenAiResponsesProfile mine = openai_responses_profile("gpt-5.6");
///     mine.can.images = false;
[[nodiscard]] BATON_EXPORT OpenAiResponsesProfile openai_responses_profile(std::string_view model);

/// A model behind OpenAI's Responses protocol.
struct OpenAiResponsesOptions {
  std::string model{};
  std::string vendor = "openai-responses";  ///< the first part of `name()`, and what errors name
  std::string base_url = "https://api.openai.com/v1";
  Secret api_key{};            ///< empty: no key is sent
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::string key_header = "Authorization";  ///< with "Bearer " before the key; another: without
  std::shared_ptr<const TokenSource> tokens{};  ///< instead of a key, where keys expire
  std::vector<HttpHeader> headers{};            ///< sent with every request; no secrets here
  /// "auto", "concise" or "detailed": the model tells in short what it thought. Empty: it does not,
  /// because the vendor gives summaries to verified organisations only.
  std::string reasoning_summary{};
  std::optional<OpenAiResponsesProfile> profile{};  ///< instead of `openai_responses_profile(model)`
  bool counts_tokens = true;  ///< the server has `/responses/input_tokens`, which `count_tokens` calls
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/responses`.
///
/// Nothing is kept at the vendor (`store: false`): what the model thought comes as `Reasoning` parts
/// with the vendor's encrypted item in `raw`, and goes back unchanged and in its place; so do items
/// that baton has no part for, such as those of hosted tools, and the phase of a message. Throws
/// `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a control
/// character in it; no network. Calls throw `Error` as documented on the codes; retrying is not done
/// here. Source: OpenAI API reference, "Responses", and OpenAI's Python SDK, types/responses.
///
///     Model gpt(openai_responses_model({.model = "gpt-5.6", .api_key = Secret::from_env("MY_KEY")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> openai_responses_model(
    OpenAiResponsesOptions options);

}  // namespace baton::inline v0
