#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/document/folder.hpp>
#include <baton/index/index_folder.hpp>
#include <baton/index/store.hpp>

#include "index/folder_duplicates.hpp"

namespace baton::inline v0 {

using FolderRecords = std::map<std::string, DocumentRecord>;

/// A file on its way into the store.
struct FolderItem {
  DocumentUpdate update;
  std::uint64_t bytes = 0;
  bool known = false;               ///< the store has this source
  bool same = false;                ///< read, and found to be what the store has
  MinHash hash = {};                ///< of a text, where files are compared
  std::optional<KeptFile> repeats;  ///< and left out for it
  std::optional<Error> unreadable;  ///< for now: not recorded, so that the next run tries again
  std::vector<SkippedSource> skipped_parts;
};
using FolderBatch = std::vector<FolderItem>;

/// Loads and splits one file; `records` is what the store has. Throws only when the context ends.
[[nodiscard]] FolderItem load_item(const FsRoot& root, const FolderFile& file,
                                   const FolderRecords& records, const IndexOptions& options,
                                   const Context& context);

}  // namespace baton::inline v0
