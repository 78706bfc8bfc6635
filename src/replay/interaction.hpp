#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/reranker.hpp>

namespace baton::inline v0::detail {

/// A request in the form in which requests are compared and written.
struct Ask {
  std::string kind;   ///< "chat", "embedding", "rerank"
  std::string model;  ///< its `name()`
  std::string alias;  ///< the name in the registry, where that is another one
  nlohmann::json request;
};

struct TimedEvent {
  std::chrono::milliseconds at{};
  ChatEvent event;
};

/// What a chat model answered: a `ChatEnd` is the last event, unless the call failed or was stopped. A
/// call of `complete` has no other event.
struct ChatAnswer {
  std::vector<TimedEvent> events;
};

struct EmbeddingAnswer {
  std::vector<Embedding> vectors;
  std::size_t dimensions = 0;  ///< as the embedder declares it
};

struct RerankAnswer {
  std::vector<Ranked> ranking;
};

/// One recorded call. Times count from its start.
struct Interaction {
  Ask ask;
  std::variant<ChatAnswer, EmbeddingAnswer, RerankAnswer> answer;
  std::chrono::milliseconds ended{};
  std::optional<Error> failure;
  bool stopped = false;  ///< the caller cancelled it, or read no further
  std::size_t line = 0;  ///< where it begins in the file
};

}  // namespace baton::inline v0::detail
