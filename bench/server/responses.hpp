#pragma once

#include <string>

/// The complete HTTP responses of the loopback model, made once.
struct Responses {
  std::string json;        ///< a chat completion
  std::string stream;      ///< the same as server-sent events, each in an HTTP chunk of its own
  std::string bulk;        ///< the same events as one body
  std::string embeddings;  ///< one vector of 384 dimensions
  std::string not_found;
};

/// Streams have `tokens` content events.
Responses make_responses(int tokens);
