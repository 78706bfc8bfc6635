#include "folder_plan.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

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

void plan_file(const FolderFile& file, const std::map<std::string, DocumentRecord>& records,
               IndexMode mode, FolderPlan& plan) {
  const auto record = records.find(file.path);
  const bool known = record != records.end();
  if (!known || (mode != IndexMode::none && record->second.state != state_of(file.stat))) {
    plan.load.push_back(file);
  } else if (record->second.skipped.empty()) {
    ++plan.unchanged;
  } else {
    plan.skipped.push_back({file.path, record->second.skipped});
  }
}

}  // namespace

FileState state_of(const FileStat& stat) {
  return {.size = static_cast<std::int64_t>(stat.size),
          .modified_ns = stat.mtime_ns,
          .inode = static_cast<std::int64_t>(stat.inode)};
}

FolderPlan plan_folder(const FolderScan& scan, const std::map<std::string, DocumentRecord>& records,
                       const std::set<std::string>& own, const PlanScope& scope) {
  FolderPlan plan;
  std::set<std::string> present;
  std::set<std::string> hidden_folders;
  for (const FolderFile& file : scan.files) {
    if (own.contains(file.path) || !in_scope(file.path, scope)) continue;
    present.insert(file.path);
    plan_file(file, records, scope.mode, plan);
  }
  for (const SkippedPath& path : scan.skipped) {
    if (path.is_folder) hidden_folders.insert(path.path);
    if (in_scope(path.path, scope)) plan.skipped.push_back({path.path, path.reason.message()});
  }
  if (scope.mode == IndexMode::none || scope.mode == IndexMode::incremental) return plan;
  for (const auto& [source, record] : records) {
    const bool gone = !present.contains(source) && !is_beneath(source, hidden_folders);
    if (gone && in_scope(source, scope)) plan.remove.push_back(source);
  }
  return plan;
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
