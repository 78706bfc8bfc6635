#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/memory/memory.hpp>
#include <baton/memory/message_tokens.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// How much a `BufferMemory` yields.
struct BufferOptions {
  std::size_t last_turns = 0;  ///< 0 keeps all; a turn begins with each user message
};

/// Remembers a conversation as it was: all of it, or the last turns.
///
/// System messages are always yielded, in their places. A tool call and its results stand or fall
/// together: a result whose call is gone is not yielded, nor a call that lacks one of its results
/// unless it ends the conversation. Kept in this process only. Thread-safe.
///
///     BufferMemory memory({.last_turns = 10});
///     co_await memory.add({Message::user("Hello"), answer}, context);
class BATON_EXPORT BufferMemory : public Memory {
 public:
  explicit BufferMemory(BufferOptions options = {});
  ~BufferMemory() override;
  [[nodiscard]] Task<std::vector<Message>> load(Context context) const override;
  Task<void> add(std::vector<Message> messages, Context context) override;
  void clear();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// How much a `TokenWindowMemory` yields.
struct TokenWindowOptions {
  std::size_t max_tokens = 8'000;
  TokenCounter count = estimate_message_tokens;  ///< must not call the memory itself
};

/// Remembers the newest part of a conversation that fits a number of tokens.
///
/// System messages come first in the budget and are always yielded, even where they alone exceed it.
/// The oldest of the others are forgotten first, a tool call together with its results, and the window
/// begins with a user message where it holds one. Kept in this process only. Thread-safe.
///
///     TokenWindowMemory memory({.max_tokens = 4'000});
class BATON_EXPORT TokenWindowMemory : public Memory {
 public:
  explicit TokenWindowMemory(TokenWindowOptions options = {});
  ~TokenWindowMemory() override;
  [[nodiscard]] Task<std::vector<Message>> load(Context context) const override;
  Task<void> add(std::vector<Message> messages, Context context) override;
  void clear();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
