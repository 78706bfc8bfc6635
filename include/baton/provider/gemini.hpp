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
#include <baton/provider/token_source.hpp>

namespace baton::inline v0 {

/// What is known of one of Google's models.
struct GeminiProfile {
  Capabilities can{};
  /// Whether a request may have tools and an output format at once.
  bool format_with_tools = true;
  /// Whether the model refuses tool calls that go back without a thought signature. Calls of other
  /// models in the conversation then get the placeholder that Google documents for them.
  bool signed_calls = true;
};

/// The profile of a model by its name ("gemini-3.8-flash", also with a suffix behind it). A name that
/// is not known gets that of a current model which can do everything. Source: Google's model pages
/// and developer's guides of November 2026.
[[nodiscard]] BATON_EXPORT GeminiProfile gemini_profile(std::string_view model);

/// A model behind the Gemini API.
struct GeminiOptions {
  std::string model{};              ///< "gemini-3.8-flash", or a path like "tunedModels/mine"
  std::string vendor = "gemini";    ///< the first part of `name()`, and what errors name
  std::string base_url = "https://generativelanguage.googleapis.com/v1beta";
  Secret api_key{};                 ///< empty: no x-goog-api-key header is sent
  std::string key_variable{};       ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  std::optional<GeminiProfile> profile{};  ///< instead of `gemini_profile(model)`
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/models/{model}:generateContent`, and
/// `:streamGenerateContent?alt=sse` for streams.
///
/// Throws `invalid_argument` for a model that is empty or no part of a URL, a base URL that is not
/// http(s), or a key with a control character in it; no network. Calls throw `Error` as documented on
/// the codes; retrying is not done here. Thoughts come as `Reasoning` parts. The signature of another
/// part comes as a `Reasoning` part without text right before it, and so does every part that baton
/// has none for, such as those of server tools: append the message as it is, and they go back
/// unchanged and in their place. A prompt that Google blocks is `content_filtered`; a tool call that
/// it cannot read is `model_output_invalid`. `ChatOptions::extra` is merged into the body member by
/// member, so that `{"generationConfig":{"topK":5}}` keeps the rest of the configuration. Source:
/// Gemini API reference, "Generating content", and Google's Gen AI SDK for Python.
///
///     Model gemini(gemini_model({.model = "gemini-3.8-flash", .api_key = Secret::from_env("MY_KEY")}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> gemini_model(GeminiOptions options);

/// How to embed over `POST {base_url}/models/{model}:batchEmbedContents`.
struct GeminiEmbedderOptions {
  GeminiOptions server{};
  std::size_t dimensions = 0;    ///< ask for shortened vectors; 0: the model's own length
  std::size_t max_inputs = 100;  ///< texts in one request: the most that the API takes
  std::size_t concurrency = 4;   ///< requests at the same time
};

/// An embedding model behind the Gemini API. The purpose goes to "gemini-embedding-2" as the words that
/// Google documents, in front of each text, and to other models as their task type. An empty text is
/// sent as one space, because the API refuses empty input. A count or length of vectors that does not
/// fit is `bad_response`. Source: Gemini API reference, "Embeddings".
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> gemini_embedder(
    GeminiEmbedderOptions options);

/// A model of Google's behind Vertex AI.
struct VertexOptions {
  std::string model{};
  std::string vendor = "vertex";     ///< the first part of `name()`, and what errors name
  std::string project{};             ///< of Google Cloud
  std::string location = "global";   ///< or a region like "europe-west4", or "us" and "eu"
  /// Up to and without "/models"; empty: made from project and location.
  std::string base_url{};
  Secret access_token{};             ///< an OAuth token that somebody fetched; it expires
  std::shared_ptr<const TokenSource> tokens{};  ///< instead: fetches tokens as they are needed
  std::string key_variable{};        ///< where the token came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  std::optional<GeminiProfile> profile{};  ///< instead of `gemini_profile(model)`
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// The same protocol, with access tokens, below
/// `https://{location}-aiplatform.googleapis.com/v1/projects/{project}/locations/{location}/publishers/google`.
///
/// Throws `invalid_argument` also when there is neither a project nor a base URL. Source: Vertex AI's
/// REST reference, "generateContent".
///
///     Model gemini(vertex_model({.model = "gemini-3.8-flash", .project = "mine", .tokens = my_tokens}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> vertex_model(VertexOptions options);

/// How to embed over `POST {base_url}/models/{model}:predict`, or `:embedContent` by newer models.
struct VertexEmbedderOptions {
  VertexOptions server{};
  std::size_t dimensions = 0;  ///< ask for shortened vectors; 0: the model's own length
  /// Texts in one request. Google takes 250 at most and 20,000 tokens together: nine texts of the greatest
  /// length surely fit. Gemini's models take one.
  std::size_t max_inputs = 9;
  std::size_t concurrency = 4;  ///< requests at the same time
};

/// An embedding model behind Vertex AI. The purpose goes to models as `gemini_embedder` has it. An empty text
/// is sent as one space; one that is too long is refused, not cut off. Throws as `vertex_model` does, and
/// `invalid_argument` for more than 250 texts in a request. Sources: Vertex AI's reference, "Text embeddings
/// API" and "models.embedContent".
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> vertex_embedder(VertexEmbedderOptions options);

}  // namespace baton::inline v0
