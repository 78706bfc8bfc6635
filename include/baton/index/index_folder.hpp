#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/folder.hpp>
#include <baton/document/loader.hpp>
#include <baton/document/splitter.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

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
};

struct IndexOptions {
  FolderOptions folder = {};
  LoadOptions load = {};
  SplitOptions split = {};
  bool rebuild = false;               ///< start anew: needed when the embedder changed
  std::size_t batch_files = 64;       ///< files of one transaction, at most
  std::size_t load_concurrency = 2;   ///< files read and split at the same time
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
  std::size_t files = 0;      ///< seen; the sum of the next three and of those skipped
  std::size_t added = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
  std::size_t deleted = 0;    ///< documents whose files are gone or cannot be taken any more
  std::size_t chunks = 0;     ///< written by this run
  std::uint64_t bytes = 0;    ///< of the files that were read
  double seconds = 0.0;
  std::vector<SkippedSource> skipped;
  std::vector<SkippedSource> skipped_parts;  ///< parts ("FILE!/PART") of files this run has read
};

/// Makes `store` the mirror of the folder `root`: new and changed files are loaded, split, embedded and
/// stored; what did not change (size, time and inode, or else the content) costs nothing; documents whose
/// files are gone disappear. A store mirrors one folder.
///
/// Works in batches, each one transaction, while the next ones are loaded and embedded. Stopped at any moment,
/// by cancellation, an error or the end of the process, it leaves a valid store, and the next run does
/// the rest. Files that cannot be read are reported, not thrown. Other split options than last time
/// make it start anew.
///
/// Errors: `busy` when another thread or process writes to the store; `schema_mismatch` when the store
/// was made with another embedder, see `IndexOptions::rebuild`; those of `scan_folder`, of the embedder
/// and of the store.
///
///     auto report = sync_wait(index_folder("notes", Store::open("notes.baton"), hashing_embedder(), {}, {}));
[[nodiscard]] BATON_EXPORT Task<IndexReport> index_folder(std::string root, std::shared_ptr<Store> store,
                                                          std::shared_ptr<const Embedder> embedder,
                                                          IndexOptions options, Context context);

}  // namespace baton::inline v0
