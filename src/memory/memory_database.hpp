#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <baton/core/context.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/task.hpp>
#include <baton/memory/memory_scope.hpp>

#include "index/file_lock.hpp"
#include "index/gate.hpp"
#include "storage/reader_pool.hpp"

namespace baton::inline v0 {

/// The file under a `MemoryFile`: one connection that writes, several that read. Thread-safe.
///
/// Processes take turns at writing by a lock file, because SQLite before 3.51.3 can corrupt a log that two
/// connections move into the file at once.
class MemoryDatabase : public std::enable_shared_from_this<MemoryDatabase> {
 public:
  explicit MemoryDatabase(const std::string& path);
  MemoryDatabase(const MemoryDatabase&) = delete;
  MemoryDatabase& operator=(const MemoryDatabase&) = delete;
  ~MemoryDatabase();

  /// `work(database)` in one transaction on a blocking thread.
  template <class Work>
  Task<void> write(Work work, Context context) {
    const auto self = shared_from_this();
    co_await context.runtime().blocking([&] { self->write_now(work, context); }, context);
  }
  /// The same with a snapshot that is only read; gives what `work` gives.
  template <class Work>
  auto read(Work work, Context context) -> Task<std::invoke_result_t<Work&, sqlite::Database&>> {
    const auto self = shared_from_this();
    co_return co_await context.runtime().blocking([&] { return self->read_now(work); }, context);
  }
  /// Like `write`, and then leaves no byte of what `work` deleted in the file.
  template <class Work>
  Task<void> purge(Work work, Context context) {
    const auto self = shared_from_this();
    co_await context.runtime().blocking(
        [&] {
          const auto pass = self->gate_.pass(context);
          const FileLock turn = self->take_turn(context);
          self->change(work);
          self->writer_->vacuum();
        },
        context);
  }

 private:
  template <class Work>
  void write_now(Work& work, const Context& context) {
    const auto pass = gate_.pass(context);
    const FileLock turn = take_turn(context);
    change(work);
  }
  /// It must be our turn.
  template <class Work>
  void change(Work& work) {
    sqlite::Transaction transaction(*writer_, sqlite::Transaction::Kind::write);
    work(*writer_);
    transaction.commit();
  }
  template <class Work>
  auto read_now(Work& work) {
    const sqlite::ReaderPool::Lease reader(readers_);
    const sqlite::Transaction snapshot(*reader, sqlite::Transaction::Kind::read);
    return work(*reader);
  }
  [[nodiscard]] FileLock take_turn(const Context& context = {}) const;

  const std::string path_;
  Gate gate_;  // of the writer
  std::unique_ptr<sqlite::Database> writer_;
  sqlite::ReaderPool readers_;
};

/// The scope's row, or 0 when nothing is stored for it.
[[nodiscard]] std::int64_t find_scope(sqlite::Database& database, const MemoryScope& scope);
/// The scope's row, made when there is none.
[[nodiscard]] std::int64_t need_scope(sqlite::Database& database, const MemoryScope& scope);
/// The scope's row goes when nothing refers to it any more, so that not even its name stays.
void drop_empty_scope(sqlite::Database& database, std::int64_t scope);

/// Milliseconds since 1970.
[[nodiscard]] std::int64_t memory_now_ms();

}  // namespace baton::inline v0
