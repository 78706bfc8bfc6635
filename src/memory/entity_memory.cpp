#include <baton/memory/entity_memory.hpp>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

#include <baton/core/fields.hpp>
#include <baton/output/structured.hpp>

#include "core/is_stop.hpp"
#include "memory/busy.hpp"
#include "memory/entity_book.hpp"
#include "memory/transcript.hpp"
#include "memory/window.hpp"

namespace baton::inline v0 {

/// The answer of the model that keeps the notes.
struct EntityNotes {
  std::vector<Entity> entities;
};
BATON_FIELDS(Entity, (name, "As the conversation names it"), (summary, "All that is known of it now"))
BATON_FIELDS(EntityNotes, entities)

namespace {

constexpr std::size_t most_known = 50;  // entities shown to the model that reads
constexpr std::size_t most_read_bytes = std::size_t{64} << 10;  // of messages, in one request

/// Messages that the model is to read.
struct EntityReading {
  std::size_t messages = 0;
  std::uint64_t epoch = 0;
  ChatRequest request;
};

std::string notes_text(const std::vector<Entity>& entities) {
  std::string text;
  for (const Entity& entity : entities) text += "- " + entity.name + ": " + entity.summary + "\n";
  return text.empty() ? "(none)\n" : text;
}

bool answers_turn(const std::vector<Message>& messages) {
  return !messages.empty() && messages.back().role == Role::assistant && messages.back().tool_calls().empty();
}

}  // namespace

struct EntityMemory::Impl {
  Impl(Model given, EntityOptions with)
      : model(given.with({.format = Structured<EntityNotes>::format()})),
        options(std::move(with)),
        book(options.max_entities, options.max_summary_bytes) {}

  void take_in(std::vector<Message> messages);
  [[nodiscard]] std::optional<EntityReading> next() const;
  void finish(const EntityReading& reading, EntityNotes notes);
  /// Whether there is no more room for messages that wait for a better moment.
  [[nodiscard]] bool is_full() const;
  /// Has the model read what it has not read yet.
  [[nodiscard]] Task<void> read(Context context);

  const Model model;
  const EntityOptions options;
  std::atomic<bool> busy = false;
  mutable std::mutex mutex;
  std::vector<Message> system;
  std::vector<Message> talk;    // the last turns
  std::vector<Message> unread;  // what the model has not read yet
  EntityBook book;
  std::optional<Error> failure;
  std::uint64_t epoch = 0;  // of the last `clear`
};

void EntityMemory::Impl::take_in(std::vector<Message> messages) {
  const std::lock_guard lock(mutex);
  for (Message& message : messages) {
    if (message.role == Role::system) {
      system.push_back(std::move(message));
      continue;
    }
    unread.push_back(message);
    talk.push_back(std::move(message));
  }
  const auto groups = group_messages(talk);
  talk = messages_from(talk, groups, start_of_turns(groups, options.last_turns));
}

std::optional<EntityReading> EntityMemory::Impl::next() const {
  const std::lock_guard lock(mutex);
  if (!answers_turn(unread) && unread.size() < options.max_unread) return std::nullopt;
  if (unread.empty()) return std::nullopt;
  EntityReading reading{.messages = 0, .epoch = epoch, .request = {}};
  std::string lines;
  for (const Message& message : unread) {
    const std::string more = transcript({message});
    if (reading.messages > 0 && lines.size() + more.size() > most_read_bytes) break;
    lines += more;
    ++reading.messages;
  }
  reading.request.messages = {
      Message::system(options.instructions + "\n\n" + Structured<EntityNotes>::instructions()),
      Message::user("Notes so far:\n" + notes_text(book.mentioned_in(lines, most_known)) +
                    "\nNew messages, one JSON object a line:\n" + lines)};
  return reading;
}

void EntityMemory::Impl::finish(const EntityReading& reading, EntityNotes notes) {
  const std::lock_guard lock(mutex);
  if (epoch != reading.epoch) return;
  unread.erase(unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(reading.messages));
  for (Entity& entity : notes.entities) book.put(std::move(entity));
  failure.reset();
}

bool EntityMemory::Impl::is_full() const {
  const std::lock_guard lock(mutex);
  return unread.size() >= options.max_unread;
}

Task<void> EntityMemory::Impl::read(Context context) {
  while (const auto reading = next()) {
    try {
      const ChatResponse response = co_await model.complete(reading->request, context);
      finish(*reading, structured<EntityNotes>(response));
    } catch (const Error& error) {
      if (is_stop(error)) throw;
      const std::lock_guard lock(mutex);
      failure = error;
      co_return;
    }
  }
}

EntityMemory::EntityMemory(Model model, EntityOptions options) {
  if (options.last_turns == 0 || options.max_unread == 0 || options.max_entities == 0) {
    throw Error(ErrorCode::invalid_argument,
                "EntityOptions::last_turns, max_entities and max_unread must be at least 1");
  }
  impl_ = std::make_unique<Impl>(std::move(model), std::move(options));
}
EntityMemory::~EntityMemory() = default;

Task<std::vector<Message>> EntityMemory::load(Context context) const {
  context.check();
  const std::lock_guard lock(impl_->mutex);
  std::vector<Message> result = impl_->system;
  const auto known = impl_->book.mentioned_in(transcript(impl_->talk), impl_->options.max_yielded);
  if (!known.empty()) {
    result.push_back(Message::user("Notes from earlier in this conversation:\n" + notes_text(known)));
  }
  append(result, impl_->talk);
  co_return result;
}

Task<void> EntityMemory::add(std::vector<Message> messages, Context context) {
  context.check();
  const Busy busy(impl_->busy);
  if (busy.mine() && impl_->is_full()) {
    co_await impl_->read(context);
    if (const auto why = failure(); why && impl_->is_full()) throw *why;
  }
  impl_->take_in(std::move(messages));
  if (busy.mine()) co_await impl_->read(context);
}

void EntityMemory::clear() {
  const std::lock_guard lock(impl_->mutex);
  impl_->system.clear();
  impl_->talk.clear();
  impl_->unread.clear();
  impl_->book.clear();
  impl_->failure.reset();
  ++impl_->epoch;
}

std::vector<Entity> EntityMemory::entities() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->book.all();
}

std::optional<Error> EntityMemory::failure() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->failure;
}

}  // namespace baton::inline v0
