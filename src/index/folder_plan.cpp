#include "folder_plan.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "folder_duplicates.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::uint64_t batch_bytes = std::uint64_t{2} << 20;

/// Whether `source` lies in one of the folders that could not be looked into: it is unknown, not gone.
bool is_beneath(const std::string& source, const std::set<std::string>& folders) {
  if (folders.contains("")) return true;
  for (auto slash = source.find('/'); slash != std::string::npos; slash = source.find('/', slash + 1)) {
    if (folders.contains(source.substr(0, slash))) return true;
  }
  return false;
}

bool in_scope(const std::string& path, const PlanScope& scope) {
  if (scope.mode != IndexMode::scoped) return true;
  return std::ranges::any_of(scope.paths, [&](const std::string& each) {
    return path.starts_with(each) && (path.size() == each.size() || path[each.size()] == '/');
  });
}

/// A file that was left out for another.
struct Repetition {
  FolderFile file;
  KeptFile kept;
};

void plan_file(const FolderFile& file, const std::map<std::string, DocumentRecord>& records,
               IndexMode mode, FolderPlan& plan, std::vector<Repetition>& repetitions) {
  const auto record = records.find(file.path);
  const bool known = record != records.end();
  if (!known || (mode != IndexMode::none && record->second.state != state_of(file.stat))) {
    plan.load.push_back(file);
  } else if (record->second.skipped.empty()) {
    ++plan.unchanged;
  } else if (auto kept = duplicate_of(record->second)) {
    repetitions.push_back({file, *std::move(kept)});
  } else {
    plan.skipped.push_back({file.path, record->second.skipped});
  }
}

/// Those stay out whose other is in the index as it was, and will be.
void plan_repetitions(std::vector<Repetition> repetitions, const std::map<std::string, DocumentRecord>& records, FolderPlan& plan) {
  const std::set<std::string> changing = changing_sources(plan);
  for (Repetition& each : repetitions) {
    const auto kept = records.find(each.kept.source);
    const bool stays = kept != records.end() && kept->second.skipped.empty() && kept->second.sha256 == each.kept.sha256 &&
                       !changing.contains(each.kept.source);
    if (stays) plan.duplicates.push_back({each.file.path, each.kept.source});
    else plan.load.push_back(std::move(each.file));
  }
}

}  // namespace

std::set<std::string> changing_sources(const FolderPlan& plan) {
  std::set<std::string> sources(plan.remove.begin(), plan.remove.end());
  for (const FolderFile& file : plan.load) sources.insert(file.path);
  return sources;
}

FileState state_of(const FileStat& stat) {
  return {.size = static_cast<std::int64_t>(stat.size),
          .modified_ns = stat.mtime_ns,
          .inode = static_cast<std::int64_t>(stat.inode)};
}

FolderPlan plan_folder(const FolderScan& scan, const std::map<std::string, DocumentRecord>& records,
                       const std::set<std::string>& own, const PlanScope& scope) {
  FolderPlan plan;
  std::vector<Repetition> repetitions;
  std::set<std::string> present;
  std::set<std::string> hidden_folders;
  for (const FolderFile& file : scan.files) {
    if (own.contains(file.path) || !in_scope(file.path, scope)) continue;
    present.insert(file.path);
    plan_file(file, records, scope.mode, plan, repetitions);
  }
  for (const SkippedPath& path : scan.skipped) {
    if (path.is_folder) hidden_folders.insert(path.path);
    if (in_scope(path.path, scope)) plan.skipped.push_back({path.path, path.reason.message()});
  }
  const bool drops = scope.mode == IndexMode::full || scope.mode == IndexMode::scoped;
  for (const auto& [source, record] : records) {
    const bool gone = drops && !present.contains(source) && !is_beneath(source, hidden_folders);
    if (gone && in_scope(source, scope)) plan.remove.push_back(source);
  }
  plan_repetitions(std::move(repetitions), records, plan);
  return plan;
}

void put_known_first(std::vector<FolderFile>& files, const std::map<std::string, DocumentRecord>& records) {
  const auto is_new = [&](const FolderFile& file) {
    const auto record = records.find(file.path);
    return record == records.end() || !record->second.skipped.empty();
  };
  std::ranges::sort(files, {}, [&](const FolderFile& file) { return std::pair(is_new(file), file.path); });
}

std::set<std::string> own_files(const std::filesystem::path& root, const std::filesystem::path& store) {
  std::error_code failed;
  const auto base = std::filesystem::canonical(root, failed);
  if (failed) return {};
  const auto file = std::filesystem::canonical(store, failed);
  if (failed) return {};
  const std::string relative = file.lexically_relative(base).generic_string();
  if (relative.empty() || relative.starts_with("..")) return {};
  std::set<std::string> names;
  for (const char* suffix : {"", "-wal", "-shm", "-journal", ".lock", ".vectors", ".vectors.tmp"}) {
    names.insert(relative + suffix);
  }
  return names;
}

std::vector<std::vector<FolderFile>> make_batches(std::vector<FolderFile> files, std::size_t most) {
  std::vector<std::vector<FolderFile>> batches;
  std::uint64_t bytes = 0;
  for (FolderFile& file : files) {
    const bool full = !batches.empty() && (batches.back().size() >= std::max<std::size_t>(most, 1) ||
                                           bytes + file.stat.size > batch_bytes);
    if (batches.empty() || full) {
      batches.emplace_back();
      bytes = 0;
    }
    bytes += file.stat.size;
    batches.back().push_back(std::move(file));
  }
  return batches;
}

}  // namespace baton::inline v0
