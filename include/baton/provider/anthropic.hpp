#pragma once

#include <cstdint>
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

namespace baton::inline v0 {

/// What is known of one of Anthropic's models.
struct AnthropicProfile {
  Capabilities can{};
  /// `thinking.type` for the `reasoning_effort` "none"; empty: it does not think unless told to.
  std::string thinking_off{};
};

/// The profile of a model by its name ("claude-opus-5-5", also with a date behind it). A name that
/// is not known gets that of a current model which can do everything. Source: Anthropic's model
/// pages and migration guides of November 2026.
///
///     AnthropicProfile mine = anthropic_profile("claude-opus-5-5");
///     mine.can.sampling = true;
[[nodiscard]] BATON_EXPORT AnthropicProfile anthropic_profile(std::string_view model);

/// A model behind Anthropic's Messages protocol.
struct AnthropicOptions {
  std::string model{};
  std::string vendor = "anthropic";  ///< the first part of `name()`, and what errors name
  std::string base_url = "https://api.anthropic.com";
  Secret api_key{};            ///< empty: no x-api-key header is sent
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::vector<HttpHeader>
      headers{};  ///< sent with every request, like anthropic-beta; no secrets here
  std::string version = "2023-06-01";  ///< anthropic-version
  std::int64_t max_tokens = 4'096;     ///< the protocol demands one: when the request has none
  std::optional<AnthropicProfile> profile{};  ///< instead of `anthropic_profile(model)`
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/v1/messages`.
///
/// Throws `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a
/// control character in it; no network. Calls throw `Error` as documented on the codes; retrying is
/// not done here. Thinking blocks come as `Reasoning` parts with the vendor's block in `raw`,
/// signature included, and go back unchanged and in their place; so do blocks that baton has no
/// part for, such as those of server tools. A pause (`pause_turn`) has the finish reason `other`:
/// append the message and call again. Source: Claude API reference, "Messages", and Anthropic's
/// Python SDK.
///
///     Model claude(anthropic_model({.model = "claude-sonnet-5-5", .api_key =
///     Secret::from_env("MY_KEY")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> anthropic_model(
    AnthropicOptions options);

}  // namespace baton::inline v0
