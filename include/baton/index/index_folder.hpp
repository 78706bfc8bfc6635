#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/backoff.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/clean.hpp>
#include <baton/document/folder.hpp>
#include <baton/document/loader.hpp>
#include <baton/document/near_duplicates.hpp>
#include <baton/document/split_mode.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// A file that is left out because it is nearly the same as another, which is in the index.
struct DuplicateFile {
  std::string source;
  std::string of;
};

/// How far an `index_folder` has come.
struct IndexProgress {
  enum class Phase : std::uint8_t {
    files,    ///< files that are new or changed are loaded, embedded and stored
    vectors,  ///< the vector index is brought up to date
  };
  Phase phase = Phase::files;
  std::size_t done = 0;    ///< files, or vectors
  std::size_t total = 0;   ///< of the same
  std::uint64_t bytes = 0; ///< of the files done
  std::vector<DuplicateFile> duplicates = {};  ///< found since the last event
};

/// What a run does with what the store has.
enum class IndexMode : std::uint8_t {
  none,         ///< takes in new files; what the store has stays as it is
  incremental,  ///< takes in new and changed files; documents whose files are gone stay
  full,         ///< the store becomes the mirror of the folder: also drops what is gone
  scoped,       ///< the same for the paths in `IndexOptions::scope`; all others stay as they are
};

struct IndexOptions {
  IndexMode mode = IndexMode::full;
  std::vector<std::string> scope = {};  ///< files and folders, as paths relative to the root
  FolderOptions folder = {};
  LoadOptions load = {};
  std::optional<CleanOptions> clean = std::nullopt;  ///< before splitting; none: texts stay as they were loaded
  /// Of each file, chunks that repeat an earlier one of it are left out; none: all stay.
  std::optional<NearDuplicateOptions> near_duplicates = std::nullopt;
  /// Files that are nearly the same as one in the index are left out; none: all are taken. A file that the index has comes
  /// before one it has not, and otherwise the first by name is taken, however many work at the same time. When the one that
  /// is taken goes or changes, those that repeat it are looked at again. Their hashes are in memory while it runs.
  std::optional<NearDuplicateOptions> duplicate_files = std::nullopt;
  SplitMode split = SplitOptions{};
  bool rebuild = false;               ///< start anew: needed when the embedder changed
  std::size_t batch_files = 64;       ///< files of one transaction, at most
  std::size_t load_concurrency = 2;   ///< batches read and split at the same time
  std::size_t embed_concurrency = 2;  ///< batches embedded at the same time
  std::size_t link_concurrency = 2;   ///< threads that link vectors at the same time, when all are stored
  std::size_t queued_batches = 2;     ///< that wait between two stages, at most; a full queue holds its stage back
  /// Of the embedder. One that retries by itself gives up with errors that are not worth retrying.
  RetryOptions retry = {};
  /// Called after each batch, one call at a time, from any thread. May throw to stop.
  std::function<void(const IndexProgress&)> on_progress = {};
};

/// A file or part that is not in the index, and why.
struct SkippedSource {
  std::string source;
  std::string reason;
};

/// What an `index_folder` did.
struct IndexReport {
  std::size_t files = 0;      ///< seen; the sum of the next three, of those skipped and of duplicates
  std::size_t added = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
  std::size_t deleted = 0;    ///< documents whose files are gone or cannot be taken any more
  std::size_t chunks = 0;     ///< written by this run
  std::uint64_t bytes = 0;    ///< of the files that were read
  double seconds = 0.0;
  std::vector<SkippedSource> skipped;
  std::vector<DuplicateFile> duplicates;     ///< all that the run has seen, also of earlier runs
  std::vector<SkippedSource> skipped_parts;  ///< parts ("FILE!/PART") of files this run has read
};

/// Makes `store` the mirror of the folder `root`: new and changed files are loaded, split, embedded and
/// stored; what did not change (size, time and inode, or else the content) costs nothing; documents whose
/// files are gone disappear. A store mirrors one folder.
///
/// Three stages work at the same time on batches of files: some are loaded and split, some embedded, one
/// is written, each batch in one transaction. Bounded queues between them hold a fast stage back, so
/// that memory does not grow with the folder. Stopped at any moment, by cancellation, an error or the
/// end of the process, the run leaves a valid store, and the next one does the rest. Files that cannot
/// be read are reported, not thrown.
///
/// Other split, cleaning or duplicate options than last time make it start anew, and so does `IndexOptions::rebuild`: what the
/// store had is dropped when the first batch is ready to take its place, and not before. Records of
/// namespaces stay.
///
/// Errors: `busy` when another thread or process writes to the store; `schema_mismatch` when the store
/// was made with another embedder, see `IndexOptions::rebuild`; `invalid_argument` for options that
/// cannot work; those of `scan_folder`, of the embedder and of the store.
///
///     auto report = sync_wait(index_folder("notes", Store::open("notes.baton"), hashing_embedder(), {}, {}));
[[nodiscard]] BATON_EXPORT Task<IndexReport> index_folder(std::string root, std::shared_ptr<Store> store,
                                                          std::shared_ptr<const Embedder> embedder,
                                                          IndexOptions options, Context context);

}  // namespace baton::inline v0
