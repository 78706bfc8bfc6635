#pragma once

#include <string>
#include <string_view>

/// The complete HTTP responses of the loopback model, made once.
struct Responses {
  std::string json;        ///< a chat completion
  std::string stream;      ///< the same as server-sent events, each in an HTTP chunk of its own
  std::string bulk;        ///< the same events as one body
  std::string embeddings;  ///< one vector of 384 dimensions
  std::string lie;         // an error under a status of success
  std::string stream_lie;  // the same after the first token
  std::string limited;
  std::string not_found;
};

/// The head of a stream, one of its events, and bytes as an HTTP chunk. `finish` is JSON.
std::string stream_head();
std::string token_event(std::string_view token, std::string_view finish);
std::string http_chunk(std::string_view bytes);

/// Streams have `tokens` content events.
Responses make_responses(int tokens);
