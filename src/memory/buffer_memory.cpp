#include <baton/memory/buffer_memory.hpp>

#include <mutex>
#include <utility>

#include "memory/window.hpp"

namespace baton::inline v0 {

Memory::~Memory() = default;

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
  const auto groups = group_messages(impl_->messages);
  co_return messages_from(impl_->messages, groups, start_of_turns(groups, impl_->options.last_turns));
}

Task<void> BufferMemory::add(std::vector<Message> messages, Context context) {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  append(impl_->messages, std::move(messages));
  if (impl_->options.last_turns == 0) co_return;
  // What is too old now stays so.
  const auto groups = group_messages(impl_->messages);
  impl_->messages = messages_from(impl_->messages, groups, start_of_turns(groups, impl_->options.last_turns));
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
  require_counter(options.count, "TokenWindowOptions::count");
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
  const auto groups = group_messages(impl_->messages);
  // What does not fit now will not fit later, when there is more.
  impl_->messages = messages_from(
      impl_->messages, groups,
      start_of_window(impl_->messages, groups, impl_->options.max_tokens, impl_->options.count));
  co_return;
}

void TokenWindowMemory::clear() {
  const std::lock_guard lock(impl_->mutex);
  impl_->messages.clear();
}

}  // namespace baton::inline v0
