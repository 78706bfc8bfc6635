#include "index/folder_duplicates.hpp"

#include <cstring>

#include <nlohmann/json.hpp>

namespace baton::inline v0 {
namespace {

constexpr const char* source_key = "duplicate_of";
constexpr const char* sha256_key = "duplicate_sha256";

}  // namespace

void FolderDuplicates::keep(KeptFile file, MinHash hash) {
  if (hash.empty()) return;
  hashes_.keep(std::move(hash));
  files_.push_back(std::move(file));
}

std::optional<KeptFile> FolderDuplicates::take(KeptFile file, MinHash hash) {
  const KeptFile* first = nullptr;
  for (const std::size_t number : hashes_.like(hash)) {
    const KeptFile& each = files_[number];
    if (first == nullptr || each.source < first->source) first = &each;
  }
  if (first != nullptr) return *first;
  keep(std::move(file), std::move(hash));
  return std::nullopt;
}

void note_duplicate(const KeptFile& kept, DocumentRecord& record) {
  record.skipped = "nearly the same as '" + kept.source + "'";
  record.metadata = nlohmann::json{{source_key, kept.source}, {sha256_key, kept.sha256}};
}

std::optional<KeptFile> duplicate_of(const DocumentRecord& record) {
  const nlohmann::json& metadata = record.metadata.ref();
  if (record.skipped.empty() || !metadata.is_object() || !metadata.contains(source_key)) return std::nullopt;
  return KeptFile{.source = metadata.value(source_key, ""), .sha256 = metadata.value(sha256_key, "")};
}

void make_hash_table(sqlite::Database& database) {
  database.execute("CREATE TABLE IF NOT EXISTS file_hashes(sha256 TEXT PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID");
}

void put_hashes(sqlite::Database& database, std::span<const std::pair<std::string, MinHash>> hashes) {
  sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
  for (const auto& [sha256, hash] : hashes) {
    database.run("INSERT OR IGNORE INTO file_hashes VALUES(?,?)", sha256, std::as_bytes(std::span(hash)));
  }
  transaction.commit();
}

MinHash find_hash(sqlite::Database& database, const std::string& sha256) {
  sqlite::Rows rows = database.query("SELECT hash FROM file_hashes WHERE sha256=?", sha256);
  if (!rows.next()) return {};
  const sqlite::Blob bytes = rows.blob(0);
  MinHash hash(bytes.size() / sizeof(MinHash::value_type));
  if (hash.size() != min_hash_size) return {};
  std::memcpy(hash.data(), bytes.data(), hash.size() * sizeof(MinHash::value_type));
  return hash;
}

void drop_unused_hashes(sqlite::Database& database) {
  database.execute("DELETE FROM file_hashes WHERE sha256 NOT IN (SELECT sha256 FROM documents WHERE namespace='' AND skipped='')");
}

void drop_all_hashes(sqlite::Database& database) { database.execute("DROP TABLE IF EXISTS file_hashes"); }

}  // namespace baton::inline v0
