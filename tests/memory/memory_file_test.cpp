#include <baton/memory/memory_file.hpp>

#include <chrono>

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/memory/stored_memory.hpp>

#include "index/file_lock.hpp"
#include "memory/memory_fixture.hpp"
#include "storage/sqlite.hpp"

namespace baton {
namespace {

using MemoryFileTest = test::MemoryFileTest;
using test::commit_texts;

const std::string canary = "canary-7f3a91";

void say(ConversationStore& store, const MemoryScope& scope, const std::string& name, const std::string& text) {
  std::vector<Message> messages(1, Message::user(text));
  sync_wait(store.append(scope, name, std::move(messages), {}));
}

TEST_F(MemoryFileTest, ErasingLeavesNoTraceInAnyFile) {
  const auto file = open();
  const auto conversations = file->conversations();
  const auto facts = file->facts();
  // Names, texts, quotes; long ones in overflow pages; old versions and removed facts.
  const MemoryScope secret("acme", canary + "@acme.example");
  for (int i = 0; i < 40; ++i) {
    say(*conversations, secret, "talk " + canary, canary + std::string(static_cast<std::size_t>(i) * 300, 'x') + canary);
    say(*conversations, bob_, "talk", "kept " + std::to_string(i));
  }
  std::int64_t base = 0;
  std::int64_t id = 0;
  for (int i = 0; i < 20; ++i) {
    Fact fact = test::plain_fact(canary + std::to_string(i));
    fact.sources.push_back({.conversation = canary, .quote = canary, .role = "user", .model = "m", .at = {}});
    std::vector<FactChange> changes;
    changes.push_back({.id = id, .fact = fact});
    const auto done = sync_wait(facts->commit(secret, base, std::move(changes), {}));
    ASSERT_TRUE(done);
    base = done->revision;
    id = done->ids.front();
  }
  static_cast<void>(commit_texts(*facts, bob_, 0, {"Bob is kept."}));
  EXPECT_GT(traces_of(canary), 40U);
  sync_wait(file->erase(secret, {}));
  EXPECT_EQ(traces_of(canary), 0U);
  EXPECT_GT(traces_of("kept 39"), 0U);
  EXPECT_EQ(sync_wait(conversations->newest(bob_, "talk", 100, {})).size(), 40U);
  EXPECT_EQ(sync_wait(facts->read(bob_, FactRead::current, {})).versions.size(), 1U);
  EXPECT_TRUE(sync_wait(conversations->names(secret, {})).empty());
}

TEST_F(MemoryFileTest, ErasingOneConversationOrAllFactsLeavesTheRest) {
  const auto file = open();
  say(*file->conversations(), ada_, "one", canary);
  say(*file->conversations(), ada_, "two", "stays");
  static_cast<void>(commit_texts(*file->facts(), ada_, 0, {canary}));
  sync_wait(file->conversations()->erase(ada_, "one", {}));
  EXPECT_EQ(sync_wait(file->conversations()->names(ada_, {})), (std::vector<std::string>{"two"}));
  EXPECT_GT(traces_of(canary), 0U);
  sync_wait(file->facts()->erase(ada_, {}));
  EXPECT_EQ(traces_of(canary), 0U);
  EXPECT_EQ(sync_wait(file->conversations()->newest(ada_, "two", 9, {})).size(), 1U);
  sync_wait(file->conversations()->erase(ada_, std::nullopt, {}));
  EXPECT_EQ(traces_of("ada"), 0U) << "not even the name stays";
}

TEST_F(MemoryFileTest, ErasingSaysWhenAReaderIsInTheWay) {
  const auto file = open();
  say(*file->conversations(), ada_, "one", canary);
  {
    sqlite::Database reader(path(), sqlite::Database::Mode::read, false);
    const sqlite::Transaction snapshot(reader, sqlite::Transaction::Kind::read);
    EXPECT_EQ(reader.integer("SELECT count(*) FROM messages"), 1);
    try {
      sync_wait(file->erase(ada_, {}));
      FAIL() << "the log still has it";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::busy);
    }
    EXPECT_TRUE(sync_wait(file->conversations()->names(ada_, {})).empty());
  }
  sync_wait(file->erase(ada_, {}));
  EXPECT_EQ(traces_of(canary), 0U);
}

TEST_F(MemoryFileTest, WaitingForAnotherWriterEndsWithTheContext) {
  const auto file = open();
  const FileLock other(path() + ".lock", std::chrono::seconds(0), "testing");
  const Context late = Context().with_timeout(std::chrono::milliseconds(30));
  std::vector<Message> messages(1, Message::user("hello"));
  try {
    sync_wait(file->conversations()->append(ada_, "talk", messages, late));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
  }
}

TEST_F(MemoryFileTest, ExportsEverythingOfAScopeAndNothingElse) {
  const auto file = open();
  say(*file->conversations(), ada_, "one", "hello");
  say(*file->conversations(), bob_, "two", "other");
  const FactRevision done = commit_texts(*file->facts(), ada_, 0, {"Ada likes tea."});
  std::vector<FactChange> removal;
  removal.push_back({.id = done.ids[0], .fact = std::nullopt});
  ASSERT_TRUE(sync_wait(file->facts()->commit(ada_, done.revision, removal, {})));
  const Json all = sync_wait(file->export_all(ada_, {}));
  EXPECT_EQ(all.ref().at("tenant"), "acme");
  EXPECT_EQ(all.ref().at("user"), "ada");
  EXPECT_EQ(all.ref().at("conversations").at("one").at(0).at("parts").at(0).at("text"), "hello");
  const auto& versions = all.ref().at("facts").at("versions");
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions.at(0).at("fact").at("text"), "Ada likes tea.");
  EXPECT_TRUE(versions.at(1).at("fact").is_null());
  EXPECT_EQ(all.dump().find("other"), std::string::npos);
}

TEST_F(MemoryFileTest, IsForItsOwnerAlone) {
  const auto file = open();
  struct stat info = {};
  ASSERT_EQ(::stat(path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(MemoryFileTest, RefusesForeignFilesAndSenselessOptions) {
  {
    sqlite::Database other(path(), sqlite::Database::Mode::write, true);
    other.execute("CREATE TABLE theirs(x)");
  }
  EXPECT_THROW(static_cast<void>(open()), Error);
  EXPECT_THROW(static_cast<void>(MemoryFile::open(path() + "2", {.fact_history = 1})), Error);
}

TEST_F(MemoryFileTest, TheStoresOutliveTheFileObject) {
  const auto conversations = open()->conversations();
  say(*conversations, ada_, "one", "hello");
  EXPECT_EQ(sync_wait(conversations->names(ada_, {})).size(), 1U);
}

}  // namespace
}  // namespace baton
