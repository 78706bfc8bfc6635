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

namespace baton::inline v0 {

/// What Ollama's protocol can carry: no file, and no demand for a tool. Whether a model thinks, sees
/// or calls tools is up to the model; the server says so.
[[nodiscard]] BATON_EXPORT Capabilities ollama_capabilities();

/// A model behind Ollama's own protocol.
struct OllamaOptions {
  std::string model{};
  std::string vendor = "ollama";  ///< the first part of `name()`, and what errors name
  std::string base_url = "http://localhost:11434";
  Secret api_key{};            ///< for ollama.com; empty: no Authorization header is sent
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  Capabilities capabilities = ollama_capabilities();
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/api/chat`.
///
/// Throws `invalid_argument` for an empty model, a base URL that is not http(s), or a key with a
/// control character in it; no network. Calls throw `Error` as documented on the codes; retrying is
/// not done here. Older servers give calls no ids: they are numbered through the conversation
/// ("call_1", …), the same for the same conversation. `ChatOptions::extra` may hold further members of
/// `options`, such as `num_ctx`. Source: Ollama's docs/api.md and api/types.go.
///
///     Model local(ollama_model({.model = "qwen3", .base_url = "http://gpu:11434"}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> ollama_model(OllamaOptions options);

/// How to embed over `POST {base_url}/api/embed`.
struct OllamaEmbedderOptions {
  OllamaOptions server{};
  std::size_t dimensions = 0;    ///< ask for shortened vectors; 0: the model's own length
  std::size_t max_inputs = 256;  ///< texts in one request
  std::size_t concurrency = 4;   ///< requests at the same time
};

/// An embedder behind Ollama's own protocol. A text that is too long is `context_too_long`: it is not
/// cut off. Throws as `ollama_model` does. Any thread.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> ollama_embedder(OllamaEmbedderOptions options);

}  // namespace baton::inline v0
