#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/document/fs_root.hpp>

namespace baton::inline v0 {

/// Which files of a folder are taken. Patterns are gitignore patterns without `!`: one without a
/// slash matches the name in any folder ("*.md"), one with a slash the whole path from the root
/// ("src/**/*.h"), one with a slash at its end folders only ("build/").
struct FolderOptions {
  std::vector<std::string> include = {};  ///< a file must match one of them; empty takes all
  std::vector<std::string> exclude =
      {};  ///< files and folders left out, stronger than the ignore files
  /// Names of files with gitignore rules, read in every folder; a later name is stronger.
  std::vector<std::string> ignore_files = {".gitignore", ".batonignore"};
  std::uint64_t max_file_bytes = std::uint64_t{16} << 20;  ///< a larger file is skipped, unread
  Limits limits = {};  ///< `items`: names seen in all folders together; `depth`: of folders
};

/// A file that was found. `path` is relative to the root and is the `Document::source` of the file.
struct FolderFile {
  std::string path;
  FileStat stat;
};

/// What was found but cannot be taken, and why: a symbolic link or special file (`unsupported`), a
/// file too large or a folder too deep (`limit_exceeded`), a folder that cannot be listed
/// (`permission_denied`, `io_error`). Everything beneath a skipped folder is unknown, not gone.
struct SkippedPath {
  std::string path;
  bool is_folder = false;
  Error reason;
};

/// What `scan_folder` saw, each list sorted by the bytes of the path.
struct FolderScan {
  std::vector<FolderFile> files;
  std::vector<SkippedPath> skipped;
};

/// Lists the files beneath `root` without opening any but the ignore files.
///
/// `.git` is never entered; what the patterns leave out is not reported. Symbolic links are not
/// followed. Compare `FolderFile::stat` with the last scan to find what changed. Throws when the
/// root cannot be listed (`permission_denied`, `io_error`), when there are more names than
/// `limits.items`
/// (`limit_exceeded`), for a malformed pattern (`invalid_argument`) and when the context ends.
///
///     for (const auto& file : scan_folder(root, {.include = {"*.md"}}).files) load(file.path);
[[nodiscard]] BATON_EXPORT FolderScan scan_folder(const FsRoot& root,
                                                  const FolderOptions& options = {},
                                                  const Context& context = {});

}  // namespace baton::inline v0
