#include <baton/memory/memory_file.hpp>

#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/message/codec.hpp>

#include "memory/fact_json.hpp"
#include "memory/memory_database.hpp"
#include "memory/sqlite_conversations.hpp"
#include "memory/sqlite_facts.hpp"

namespace baton::inline v0 {

struct MemoryFile::Impl {
  std::shared_ptr<MemoryDatabase> database;
  std::shared_ptr<ConversationStore> conversations;
  std::shared_ptr<FactStore> facts;
};

MemoryFile::MemoryFile(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
MemoryFile::~MemoryFile() = default;

std::shared_ptr<MemoryFile> MemoryFile::open(const std::string& path, MemoryFileOptions options) {
  if (options.fact_history < 2 || options.fact_history > 100'000'000) {
    throw Error(ErrorCode::invalid_argument, "MemoryFileOptions::fact_history must be 2 to 100,000,000");
  }
  auto impl = std::make_shared<Impl>();
  impl->database = std::make_shared<MemoryDatabase>(path);
  impl->conversations = sqlite_conversations(impl->database);
  impl->facts = sqlite_facts(impl->database, options.fact_history);
  return std::shared_ptr<MemoryFile>(new MemoryFile(std::move(impl)));
}

std::shared_ptr<ConversationStore> MemoryFile::conversations() const { return impl_->conversations; }
std::shared_ptr<FactStore> MemoryFile::facts() const { return impl_->facts; }

Task<Json> MemoryFile::export_all(MemoryScope scope, Context context) const {
  const auto impl = impl_;
  nlohmann::json conversations = nlohmann::json::object();
  const std::vector<std::string> names = co_await impl->conversations->names(scope, context);
  for (const std::string& name : names) {
    const std::vector<Message> messages =
        co_await impl->conversations->newest(scope, name, std::numeric_limits<std::size_t>::max(), context);
    conversations[name] = to_json(messages).ref();
  }
  const FactSet facts = co_await impl->facts->read(scope, FactRead::history, context);
  nlohmann::json all = {{"v", 1},
                        {"tenant", scope.tenant()},
                        {"user", scope.user()},
                        {"conversations", std::move(conversations)},
                        {"facts", facts_to_json(facts)}};
  co_return Json(std::move(all));
}

Task<void> MemoryFile::erase(MemoryScope scope, Context context) {
  const auto impl = impl_;
  auto work = [&](sqlite::Database& database) {
    const std::int64_t id = find_scope(database, scope);
    database.run("DELETE FROM messages WHERE scope=?", id);
    database.run("DELETE FROM facts WHERE scope=?", id);
    database.run("DELETE FROM scopes WHERE id=?", id);
  };
  co_await impl->database->purge(work, context);
}

}  // namespace baton::inline v0
