#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/task.hpp>
#include <baton/memory/conversation_store.hpp>
#include <baton/memory/fact_store.hpp>

namespace baton::inline v0 {

struct MemoryFileOptions {
  /// Versions of facts that are kept for each scope, the current ones not counted. When there are more, the
  /// older half goes, and with it the way back.
  std::size_t fact_history = 10'000;
};

/// Conversations and facts in one SQLite file.
///
/// The file is readable by its owner alone; beside it lie `FILE-wal` and `FILE-shm` while it is in use. Work
/// runs on the runtime's blocking threads. Any number of threads and processes of one machine may use a file:
/// one writes at a time, readers never wait.
///
/// **Erasing leaves no trace**: rows are overwritten, the file is rewritten without them and the log is emptied,
/// so that no byte of what was erased is in the files. It throws `busy` when another process still reads an older
/// state: what was erased can no longer be read through this library then, and calling again finishes the work.
/// Copies and backups made before are not ours to erase. It takes time in proportion to the whole file.
///
/// Throws on opening what SQLite files throw: `data_corrupt` for a damaged or foreign file, `version_mismatch`,
/// `io_error`.
///
///     auto file = MemoryFile::open("memory.db");
class BATON_EXPORT MemoryFile {
 public:
  [[nodiscard]] static std::shared_ptr<MemoryFile> open(const std::string& path, MemoryFileOptions options = {});
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  /// The stores keep the file open as long as they live.
  [[nodiscard]] std::shared_ptr<ConversationStore> conversations() const;
  [[nodiscard]] std::shared_ptr<FactStore> facts() const;

  /// Everything of the scope: its conversations and its facts with their history and sources.
  [[nodiscard]] Task<Json> export_all(MemoryScope scope, Context context) const;
  /// Erases everything of the scope.
  [[nodiscard]] Task<void> erase(MemoryScope scope, Context context);

 private:
  struct Impl;
  explicit MemoryFile(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
