#include <baton/document/fs_root.hpp>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "document/beneath.hpp"

namespace baton::inline v0 {
namespace {

using detail::Descriptor;
using detail::file_error;
using detail::open_beneath;

FileStat to_stat(const struct stat& info) {
  using Kind = FileStat::Kind;
  FileStat out;
  out.kind = S_ISREG(info.st_mode)   ? Kind::regular
             : S_ISDIR(info.st_mode) ? Kind::directory
             : S_ISLNK(info.st_mode) ? Kind::symlink
                                     : Kind::other;
  out.size = static_cast<std::uint64_t>(info.st_size);
  out.mtime_ns = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
  out.inode = info.st_ino;
  out.device = info.st_dev;
  return out;
}

Result<FileStat> stat_of(const Descriptor& file, std::string_view path) {
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return file_error(errno, "stat", path);
  return to_stat(info);
}

std::string in_quotes(std::string_view path) { return "'" + std::string(path) + "'"; }

std::optional<Error> unreadable(const FileStat& stat, std::string_view path,
                                std::size_t max_bytes) {
  if (stat.kind != FileStat::Kind::regular) {
    return Error(ErrorCode::unsupported,
                 in_quotes(path) +
                     " is not a regular file: folders, pipes, sockets and devices are not read");
  }
  if (stat.size > max_bytes) {
    return Error(ErrorCode::limit_exceeded,
                 in_quotes(path) + " has " + std::to_string(stat.size) + " bytes, the limit is " +
                     std::to_string(max_bytes) + ": raise the limit to read it");
  }
  return std::nullopt;
}

/// Reads to the end, which may have moved since the stat.
Result<std::string> read_all(const Descriptor& file, std::string_view path, std::size_t expected,
                             std::size_t max_bytes) {
  std::string bytes(std::min(expected, max_bytes) + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    const auto got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(errno, "read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > max_bytes) {
      return Error(ErrorCode::limit_exceeded, in_quotes(path) + " grew beyond " +
                                                  std::to_string(max_bytes) +
                                                  " bytes while it was read");
    }
    if (size == bytes.size()) bytes.resize(std::min(2 * size, max_bytes + 1));
  }
  bytes.resize(size);
  return bytes;
}

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

bool is_dots(std::string_view name) { return name == "." || name == ".."; }

Result<std::vector<DirectoryEntry>> read_entries(DIR* directory, std::string_view path,
                                                 std::size_t max_entries) {
  std::vector<DirectoryEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(directory);
    if (entry == nullptr && errno != 0) return file_error(errno, "list", path);
    if (entry == nullptr) break;
    if (is_dots(entry->d_name)) continue;
    if (entries.size() == max_entries) {
      return Error(ErrorCode::limit_exceeded, "the folder " + in_quotes(path) + " has more than " +
                                                  std::to_string(max_entries) + " entries");
    }
    struct stat info{};
    // A name that vanished since readdir is as good as never seen.
    if (::fstatat(::dirfd(directory), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    entries.push_back({entry->d_name, to_stat(info)});
  }
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

}  // namespace

FsRoot::FsRoot(const std::string& folder) : name_(folder) {
  const std::string path = name_.empty() ? "." : name_;
  descriptor_ = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ >= 0) return;
  if (errno == ENOTDIR)
    throw Error(ErrorCode::invalid_argument, in_quotes(path) + " is not a folder");
  throw file_error(errno, "open the folder", path);
}

FsRoot::FsRoot(FsRoot&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)) {}

FsRoot& FsRoot::operator=(FsRoot&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  return *this;
}

FsRoot::~FsRoot() { Descriptor(std::exchange(descriptor_, -1)).reset(); }

Result<FileStat> FsRoot::stat(std::string_view path) const {
  const auto file = open_beneath(descriptor_, path, O_PATH);
  if (!file) return file.error();
  return stat_of(*file, path);
}

Result<std::vector<DirectoryEntry>> FsRoot::list(std::string_view path,
                                                 std::size_t max_entries) const {
  auto opened = open_beneath(descriptor_, path, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
  const std::string_view shown = path.empty() ? std::string_view(name_) : path;
  if (!opened)
    return opened.error().code() == ErrorCode::permission_denied && path.empty()
               ? file_error(EACCES, "list the folder", shown)
               : opened.error();
  const std::unique_ptr<DIR, CloseDirectory> directory(::fdopendir(opened->get()));
  if (!directory) return file_error(errno, "list", shown);
  opened->release();
  return read_entries(directory.get(), shown, max_entries);
}

Result<std::string> FsRoot::read(std::string_view path, std::size_t max_bytes,
                                 FileStat* stat) const {
  // Opening a device or a pipe can have effects, so look first; the second look is at what was
  // opened.
  const auto seen = this->stat(path);
  if (!seen) return seen.error();
  if (auto error = unreadable(*seen, path, max_bytes)) return *std::move(error);
  const auto file = open_beneath(descriptor_, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (!file) return file.error();
  const auto opened = stat_of(*file, path);
  if (!opened) return opened.error();
  if (auto error = unreadable(*opened, path, max_bytes)) return *std::move(error);
  if (stat != nullptr) *stat = *opened;
  return read_all(*file, path, opened->size, max_bytes);
}

}  // namespace baton::inline v0
