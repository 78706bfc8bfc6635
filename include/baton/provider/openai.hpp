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
#include <baton/provider/token_source.hpp>

namespace baton::inline v0 {

/// In what servers of OpenAI's chat-completions protocol differ. The defaults are what the widest set
/// of compatible servers understands.
struct OpenAiDialect {
  std::string max_tokens_field = "max_tokens";  ///< OpenAI itself wants "max_completion_tokens"
  std::string seed_field = "seed";              ///< Mistral calls it "random_seed"
  bool stream_usage = true;      ///< send `stream_options.include_usage`
  bool done_marker = true;       ///< a stream without a final `[DONE]` is truncated
  bool usage_marker = false;     ///< so is one without usage at or behind the finish reason: watsonx
  bool thinking_switch = false;  ///< the effort "none" is `thinking.type` "disabled": DeepSeek
  bool return_reasoning = false; ///< send `reasoning_content` back with tool calls, as DeepSeek asks
  bool base64_embeddings = false;  ///< ask for vectors as base64: a quarter of the bytes
  std::string dimensions_field = "dimensions";  ///< Mistral calls it "output_dimension"
};

/// A server that speaks OpenAI's protocol, and which model of it.
struct OpenAiOptions {
  std::string model{};
  std::string vendor = "openai";  ///< the first part of `name()`, and what errors name
  std::string base_url = "https://api.openai.com/v1";
  Secret api_key{};              ///< empty: no Authorization header is sent
  std::string key_variable{};    ///< where the key came from, for the advice in errors
  std::string key_header = "Authorization";  ///< with "Bearer " before the key; another: without
  std::shared_ptr<const TokenSource> tokens{};  ///< instead of a key, where keys expire
  std::vector<HttpHeader> headers{};  ///< sent with every request; no secrets here
  OpenAiDialect dialect{};
  Capabilities capabilities{};   ///< of the model; everything, unless set
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind `POST {base_url}/chat/completions`.
///
/// Serves OpenAI and every server that speaks its protocol (vLLM, llama.cpp, LM Studio,
/// OpenRouter, …). Throws `invalid_argument` for an empty model, a base URL that is not http(s), or a
/// key with a control character in it; no network. Calls throw `Error` as documented on the codes;
/// retrying is not done here. Source: OpenAI API reference, "Chat Completions".
///
///     Model local(openai_model({.model = "llama3.2", .vendor = "mine", .base_url = "http://gpu:8000/v1"}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> openai_model(OpenAiOptions options);

/// How to embed over `POST {base_url}/embeddings`.
struct OpenAiEmbedderOptions {
  OpenAiOptions server{};
  std::size_t dimensions = 0;   ///< ask for shortened vectors; 0: the model's own length
  std::size_t max_inputs = 256; ///< texts in one request
  std::size_t concurrency = 4;  ///< requests at the same time
};

/// An embedding model behind the same protocol. An empty text is sent as one space, because vendors
/// refuse empty input. Vectors come back in the order of the texts; a count or length that does not fit
/// is `bad_response`.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> openai_embedder(
    OpenAiEmbedderOptions options);

}  // namespace baton::inline v0
