#pragma once

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/sync_wait.hpp>
#include <baton/message/chat.hpp>

/// Answers and streams for the tests of parsers.
namespace streams {

inline baton::ChatResponse response(std::string text,
                                    baton::FinishReason reason = baton::FinishReason::stop) {
  baton::ChatResponse made;
  made.message = baton::Message::assistant(std::move(text));
  made.finish_reason = reason;
  return made;
}

inline baton::Stream<baton::ChatEvent> events(std::vector<std::string> pieces, baton::FinishReason reason) {
  std::string whole;
  for (const auto& piece : pieces) {
    whole += piece;
    baton::ChatEvent event = baton::TextDelta{piece};
    co_yield std::move(event);
  }
  baton::ChatEvent end = baton::ChatEnd{std::make_shared<baton::ChatResponse>(response(whole, reason))};
  co_yield std::move(end);
}

inline baton::Stream<std::string> strings(std::vector<std::string> pieces) {
  for (auto& piece : pieces) co_yield std::move(piece);
}

/// All items of the stream.
template <class T>
std::vector<T> drain(baton::Stream<T> stream) {
  std::vector<T> items;
  baton::BlockingStream<T> blocking(std::move(stream));
  while (auto item = blocking.next()) items.push_back(std::move(*item));
  return items;
}

/// `text` cut at random places, so that its characters are split too.
inline std::vector<std::string> cut(std::string_view text, std::mt19937& random) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::size_t size = std::min<std::size_t>(text.size(), 1 + random() % 7);
    pieces.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

template <class F>
baton::Error error_of(F function) {
  try {
    function();
  } catch (const baton::Error& error) {
    return error;
  }
  return {baton::ErrorCode::internal, "nothing was thrown"};
}

}  // namespace streams
