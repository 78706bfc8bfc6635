#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <baton/document/folder.hpp>
#include <baton/index/index_folder.hpp>
#include <baton/index/store.hpp>

namespace baton::inline v0 {

/// What an incremental run has to do.
struct FolderPlan {
  std::vector<FolderFile> load;  ///< new, or not surely the same
  std::vector<std::string> remove;
  std::size_t unchanged = 0;
  std::vector<SkippedSource> skipped;
  std::vector<DuplicateFile> duplicates;  ///< of earlier runs, still so
};

/// What the run takes away or looks at.
[[nodiscard]] std::set<std::string> changing_sources(const FolderPlan& plan);

[[nodiscard]] FileState state_of(const FileStat& stat);

/// Which files a run looks at, and what it does with them.
struct PlanScope {
  IndexMode mode = IndexMode::full;
  std::vector<std::string> paths = {};  ///< for `scoped`
};

/// Compares a scan with what the store has. Files named in `own` (the store's own) do not count.
[[nodiscard]] FolderPlan plan_folder(const FolderScan& scan,
                                     const std::map<std::string, DocumentRecord>& records,
                                     const std::set<std::string>& own, const PlanScope& scope = {});

/// Puts those files first that the index has, and the others in the order of their names.
void put_known_first(std::vector<FolderFile>& files, const std::map<std::string, DocumentRecord>& records);

/// The store's own files, as paths relative to `root`; empty when it lies elsewhere.
[[nodiscard]] std::set<std::string> own_files(const std::filesystem::path& root,
                                              const std::filesystem::path& store);

/// Cuts the files to load into batches of at most `most` files and a few megabytes.
[[nodiscard]] std::vector<std::vector<FolderFile>> make_batches(std::vector<FolderFile> files,
                                                                std::size_t most);

}  // namespace baton::inline v0
