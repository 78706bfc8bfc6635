#include "memory/sqlite_conversations.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include <baton/core/json.hpp>
#include <baton/message/codec.hpp>

#include "memory/stored_name.hpp"

namespace baton::inline v0 {
namespace {

constexpr const char* newest_messages =
    "SELECT number, body FROM messages WHERE scope=?1 AND conversation=?2 AND is_system=1 "
    "UNION ALL SELECT * FROM (SELECT number, body FROM messages "
    "WHERE scope=?1 AND conversation=?2 AND is_system=0 ORDER BY number DESC LIMIT ?3) ORDER BY number";

std::int64_t as_limit(std::size_t most) {
  constexpr auto largest = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(most, largest));
}

void append_messages(sqlite::Database& database, const MemoryScope& scope, std::string_view conversation,
                     const std::vector<Message>& messages) {
  const std::int64_t id = need_scope(database, scope);
  std::int64_t number =
      database.integer("SELECT max(number) FROM messages WHERE scope=? AND conversation=?", id, conversation);
  const std::int64_t now = memory_now_ms();
  for (const Message& message : messages) {
    const std::string body = to_json(message).dump();
    const std::int64_t is_system = message.role == Role::system ? 1 : 0;
    database.run("INSERT INTO messages VALUES(?,?,?,?,?,?)", id, conversation, ++number, is_system, now,
                 std::string_view(body));
  }
}

std::vector<Message> newest_of(sqlite::Database& database, const MemoryScope& scope, std::string_view conversation,
                               std::size_t most) {
  std::vector<Message> messages;
  sqlite::Rows rows = database.query(newest_messages, find_scope(database, scope), conversation, as_limit(most));
  while (rows.next()) messages.push_back(message_from_json(Json::parse(rows.text(1))));
  return messages;
}

std::vector<std::string> names_of(sqlite::Database& database, const MemoryScope& scope) {
  std::vector<std::string> names;
  sqlite::Rows rows = database.query("SELECT DISTINCT conversation FROM messages WHERE scope=? ORDER BY conversation",
                                     find_scope(database, scope));
  while (rows.next()) names.emplace_back(rows.text(0));
  return names;
}

void erase_messages(sqlite::Database& database, const MemoryScope& scope,
                    const std::optional<std::string>& conversation) {
  const std::int64_t id = find_scope(database, scope);
  if (conversation) {
    database.run("DELETE FROM messages WHERE scope=? AND conversation=?", id, std::string_view(*conversation));
  } else {
    database.run("DELETE FROM messages WHERE scope=?", id);
  }
  drop_empty_scope(database, id);
}

class SqliteConversations : public ConversationStore {
 public:
  explicit SqliteConversations(std::shared_ptr<MemoryDatabase> database) : database_(std::move(database)) {}

  Task<void> append(MemoryScope scope, std::string conversation, std::vector<Message> messages,
                    Context context) override {
    require_stored_name(conversation, "the name of a conversation");
    if (messages.empty()) co_return;
    auto work = [&](sqlite::Database& database) { append_messages(database, scope, conversation, messages); };
    co_await database_->write(work, context);
  }
  Task<std::vector<Message>> newest(MemoryScope scope, std::string conversation, std::size_t most,
                                    Context context) const override {
    auto work = [&](sqlite::Database& database) { return newest_of(database, scope, conversation, most); };
    co_return co_await database_->read(work, context);
  }
  Task<std::vector<std::string>> names(MemoryScope scope, Context context) const override {
    auto work = [&](sqlite::Database& database) { return names_of(database, scope); };
    co_return co_await database_->read(work, context);
  }
  Task<void> erase(MemoryScope scope, std::optional<std::string> conversation, Context context) override {
    auto work = [&](sqlite::Database& database) { erase_messages(database, scope, conversation); };
    co_await database_->purge(work, context);
  }

 private:
  std::shared_ptr<MemoryDatabase> database_;
};

}  // namespace

std::shared_ptr<ConversationStore> sqlite_conversations(std::shared_ptr<MemoryDatabase> database) {
  return std::make_shared<SqliteConversations>(std::move(database));
}

}  // namespace baton::inline v0
