#include "memory/postgres/postgres_conversations.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/json.hpp>
#include <baton/message/codec.hpp>

#include "memory/fact_json.hpp"
#include "memory/postgres/postgres_tables.hpp"
#include "memory/stored_name.hpp"

namespace baton::inline v0 {
namespace {

using postgres::Connection;

constexpr const char* newest_messages =
    "SELECT number, body FROM baton_memory_messages WHERE scope=$1 AND conversation=$2 AND is_system "
    "UNION ALL (SELECT number, body FROM baton_memory_messages "
    "WHERE scope=$1 AND conversation=$2 AND NOT is_system ORDER BY number DESC LIMIT $3) ORDER BY number";

constexpr const char* add_messages =
    "INSERT INTO baton_memory_messages(scope, conversation, number, is_system, added_ms, body) SELECT $1::bigint, $2::text, line + "
    "(SELECT coalesce(max(number), 0) FROM baton_memory_messages WHERE scope=$1::bigint AND conversation=$2::text), "
    "(one->>'system')::boolean, $3::bigint, one->>'body' FROM json_array_elements($4::json) WITH ORDINALITY AS added(one, line)";

void append_to(Connection& connection, const MemoryScope& scope, const std::string& conversation,
               const std::vector<Message>& messages, const Context& context) {
  const PostgresScope found = need_locked_scope(connection, scope, context);
  nlohmann::json all = nlohmann::json::array();
  for (const Message& message : messages) {
    all.push_back({{"system", message.role == Role::system}, {"body", to_json(message).dump()}});
  }
  connection.run(add_messages, {found.id, conversation, to_ms(std::chrono::system_clock::now()), all.dump()}, context);
}

class PostgresConversations : public ConversationStore {
 public:
  explicit PostgresConversations(std::shared_ptr<postgres::Pool> pool) : pool_(std::move(pool)) {}

  Task<void> append(MemoryScope scope, std::string conversation, std::vector<Message> messages,
                    Context context) override {
    require_stored_name(conversation, "the name of a conversation");
    if (messages.empty()) co_return;
    auto work = [&](Connection& connection, const Context& call) {
      append_to(connection, scope, conversation, messages, call);
    };
    co_await pool_->run(work, context);
  }
  Task<std::vector<Message>> newest(MemoryScope scope, std::string conversation, std::size_t most,
                                    Context context) const override {
    constexpr auto largest = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
    auto work = [&](Connection& connection, const Context& call) {
      const PostgresScope found = look_up_scope(connection, scope, call);
      const auto limit = static_cast<std::int64_t>(std::min(most, largest));
      const auto rows = connection.run(newest_messages, {found.id, conversation, limit}, call);
      std::vector<Message> messages;
      for (std::size_t i = 0; i < rows.size(); ++i) messages.push_back(message_from_json(Json::parse(rows.text(i, 1))));
      return messages;
    };
    co_return co_await pool_->run(work, context);
  }
  Task<std::vector<std::string>> names(MemoryScope scope, Context context) const override {
    auto work = [&](Connection& connection, const Context& call) {
      const PostgresScope found = look_up_scope(connection, scope, call);
      const auto rows = connection.run(
          "SELECT DISTINCT conversation FROM baton_memory_messages WHERE scope=$1 ORDER BY conversation", {found.id},
          call);
      std::vector<std::string> names;
      for (std::size_t i = 0; i < rows.size(); ++i) names.emplace_back(rows.text(i, 0));
      return names;
    };
    co_return co_await pool_->run(work, context);
  }
  Task<void> erase(MemoryScope scope, std::optional<std::string> conversation, Context context) override {
    auto work = [&](Connection& connection, const Context& call) {
      const PostgresScope found = lock_scope(connection, scope, call);
      if (conversation) {
        connection.run("DELETE FROM baton_memory_messages WHERE scope=$1 AND conversation=$2",
                       {found.id, *conversation}, call);
      } else {
        connection.run("DELETE FROM baton_memory_messages WHERE scope=$1", {found.id}, call);
      }
      drop_empty_scope(connection, found.id, call);
    };
    co_await pool_->run(work, context);
  }

 private:
  std::shared_ptr<postgres::Pool> pool_;
};

}  // namespace

std::shared_ptr<ConversationStore> postgres_conversations(std::shared_ptr<postgres::Pool> pool) {
  return std::make_shared<PostgresConversations>(std::move(pool));
}

}  // namespace baton::inline v0
