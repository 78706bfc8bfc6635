#include <baton/memory/buffer_memory.hpp>

#include <iterator>
#include <mutex>
#include <utility>
#include <variant>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "message_groups.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t tokens_around_message = 4;
// What vendors charge for a picture of middling size, or a page of a file.
constexpr std::size_t tokens_of_attachment = 800;

using Groups = std::vector<MessageGroup>;

struct PartTokens {
  std::size_t operator()(const Text& part) const { return estimate_tokens(part.text); }
  std::size_t operator()(const Reasoning& part) const {
    return estimate_tokens(part.raw.empty() ? part.text : part.raw);
  }
  std::size_t operator()(const ToolCall& part) const {
    return estimate_tokens(part.name) + estimate_tokens(part.arguments);
  }
  std::size_t operator()(const ToolResult& part) const { return estimate_tokens(part.content); }
  std::size_t operator()(const Image&) const { return tokens_of_attachment; }
  std::size_t operator()(const File&) const { return tokens_of_attachment; }
};

/// The messages of the groups from `first` on, and the system messages before.
std::vector<Message> yield(const std::vector<Message>& messages, const Groups& groups, std::size_t first) {
  std::vector<Message> result;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].is_whole || (i < first && !groups[i].is_system)) continue;
    for (std::size_t at = groups[i].begin; at < groups[i].end; ++at) result.push_back(messages[at]);
  }
  return result;
}

/// The group that opens the oldest of the last `turns` turns.
std::size_t start_of_turns(const Groups& groups, std::size_t turns) {
  if (turns == 0) return 0;
  for (std::size_t i = groups.size(); i > 0; --i) {
    if (groups[i - 1].opens_turn && --turns == 0) return i - 1;
  }
  return 0;
}

/// The oldest group from which on everything fits.
std::size_t first_that_fits(const std::vector<Message>& messages, const Groups& groups,
                            const TokenWindowOptions& options) {
  const auto cost = [&](const MessageGroup& group) {
    std::size_t tokens = 0;
    for (std::size_t at = group.begin; at < group.end; ++at) tokens += options.count(messages[at]);
    return tokens;
  };
  std::size_t spent = 0;
  for (const MessageGroup& group : groups) spent += group.is_system ? cost(group) : 0;
  for (std::size_t i = groups.size(); i > 0; --i) {
    const MessageGroup& group = groups[i - 1];
    if (group.is_system || !group.is_whole) continue;
    spent += cost(group);
    if (spent > options.max_tokens) return i;
  }
  return 0;
}

/// Begins with a turn where there is one: vendors refuse conversations that begin with an answer.
std::size_t start_of_window(const std::vector<Message>& messages, const Groups& groups,
                            const TokenWindowOptions& options) {
  const std::size_t first = first_that_fits(messages, groups, options);
  for (std::size_t i = first; i < groups.size(); ++i) {
    if (groups[i].opens_turn) return i;
  }
  return first;
}

void append(std::vector<Message>& to, std::vector<Message> messages) {
  to.insert(to.end(), std::make_move_iterator(messages.begin()), std::make_move_iterator(messages.end()));
}

}  // namespace

Memory::~Memory() = default;

std::size_t estimate_message_tokens(const Message& message) {
  std::size_t tokens = tokens_around_message;
  for (const Part& part : message.parts) tokens += std::visit(PartTokens{}, part);
  return tokens;
}

struct BufferMemory::Impl {
  BufferOptions options;
  std::mutex mutex;
  std::vector<Message> messages;
};

BufferMemory::BufferMemory(BufferOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = options;
}
BufferMemory::~BufferMemory() = default;

Task<std::vector<Message>> BufferMemory::load(Context context) const {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  const Groups groups = group_messages(impl_->messages);
  co_return yield(impl_->messages, groups, start_of_turns(groups, impl_->options.last_turns));
}

Task<void> BufferMemory::add(std::vector<Message> messages, Context context) {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  append(impl_->messages, std::move(messages));
  co_return;
}

void BufferMemory::clear() {
  const std::lock_guard lock(impl_->mutex);
  impl_->messages.clear();
}

struct TokenWindowMemory::Impl {
  TokenWindowOptions options;
  std::mutex mutex;
  std::vector<Message> messages;
};

TokenWindowMemory::TokenWindowMemory(TokenWindowOptions options) : impl_(std::make_unique<Impl>()) {
  if (!options.count) {
    throw Error(ErrorCode::invalid_argument, "TokenWindowOptions::count must be a function");
  }
  impl_->options = std::move(options);
}
TokenWindowMemory::~TokenWindowMemory() = default;

Task<std::vector<Message>> TokenWindowMemory::load(Context context) const {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  co_return impl_->messages;
}

Task<void> TokenWindowMemory::add(std::vector<Message> messages, Context context) {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  append(impl_->messages, std::move(messages));
  const Groups groups = group_messages(impl_->messages);
  // What does not fit now will not fit later, when there is more.
  impl_->messages =
      yield(impl_->messages, groups, start_of_window(impl_->messages, groups, impl_->options));
  co_return;
}

void TokenWindowMemory::clear() {
  const std::lock_guard lock(impl_->mutex);
  impl_->messages.clear();
}

}  // namespace baton::inline v0
