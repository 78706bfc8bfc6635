#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <baton/document/near_duplicates.hpp>
#include <baton/index/store.hpp>

#include "storage/sqlite.hpp"

namespace baton::inline v0 {

/// A file of which an index has the text, as it was.
struct KeptFile {
  std::string source;
  std::string sha256;
};

/// The files of a folder that an index keeps, and which others repeat them. What it says of a file depends on those that
/// were kept before, not on their order. Used by one thread at a time.
class FolderDuplicates {
 public:
  explicit FolderDuplicates(const NearDuplicateOptions& options) : hashes_(options) {}

  /// A file that the index has.
  void keep(KeptFile file, MinHash hash);
  /// The first by name of the kept files that are nearly the same; without one, the file is kept.
  [[nodiscard]] std::optional<KeptFile> take(KeptFile file, MinHash hash);

 private:
  NearDuplicates hashes_;
  std::vector<KeptFile> files_;  ///< by their numbers there
};

/// The record of a file that is left out because it repeats `kept`.
void note_duplicate(const KeptFile& kept, DocumentRecord& record);
/// What it repeats, or nothing for other records.
[[nodiscard]] std::optional<KeptFile> duplicate_of(const DocumentRecord& record);

/// Hashes of what was indexed, by its SHA-256, are in a table of the store's database. It is made when it is missing,
/// before the others are called.
void make_hash_table(sqlite::Database& database);
void put_hashes(sqlite::Database& database, std::span<const std::pair<std::string, MinHash>> hashes);
[[nodiscard]] MinHash find_hash(sqlite::Database& database, const std::string& sha256);
/// Drops those of documents that are gone.
void drop_unused_hashes(sqlite::Database& database);
void drop_all_hashes(sqlite::Database& database);

}  // namespace baton::inline v0
