#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/result.hpp>
#include <baton/document/loader.hpp>

namespace baton::inline v0 {

struct GitHistoryOptions {
  std::string revision = "HEAD";          ///< a branch, tag, hash or range ("v1..v2")
  std::vector<std::string> paths = {};    ///< only commits that change one of them; empty: all
  std::size_t max_commits = 1000;         ///< the newest
  std::chrono::milliseconds timeout{60'000};
  Limits limits = {};                     ///< `bytes` of all messages and names together
};

/// The history of a git repository: every commit a document with the source "REPOSITORY@HASH", newest first. Its text is
/// the message and the files that it changes; its title the subject; author and date are in the metadata.
///
/// The program `git` reads it in a limited subprocess, without the user's configuration, pager, hooks, external programs
/// or network. Errors: `unsupported` without that program, `not_found` for what is no repository or revision,
/// `limit_exceeded`, `io_error` with git's own words; `cancelled` and `deadline_exceeded`. Blocks. Thread-safe.
[[nodiscard]] BATON_EXPORT Result<Loaded> load_git_history(const std::filesystem::path& repository,
                                                           const GitHistoryOptions& options = {},
                                                           const Context& context = {});

}  // namespace baton::inline v0
