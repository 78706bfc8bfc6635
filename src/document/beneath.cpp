#include "document/beneath.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace baton::inline v0::detail {
namespace {

Error refused(std::string_view path) {
  return {ErrorCode::permission_denied,
          "'" + std::string(path) +
              "' leaves its folder or passes a symbolic link, which are not followed"};
}

/// Refuses what no resolution may ever accept: absolute paths, `..` and embedded NULs.
bool is_plain_relative(std::string_view path) {
  if (path.starts_with('/') || path.find('\0') != std::string_view::npos) return false;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (path.substr(0, slash) == "..") return false;
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return true;
}

int open_kernel(int directory, const std::string& path, int flags) noexcept {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags) | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  int opened = -1;
  // The kernel answers EAGAIN when a rename elsewhere races with the resolution.
  for (int attempt = 0; attempt < 16; ++attempt) {
    opened = static_cast<int>(
        ::syscall(SYS_openat2, directory, path.empty() ? "." : path.c_str(), &how, sizeof how));
    if (opened >= 0 || (errno != EAGAIN && errno != EINTR)) break;
  }
  return opened;
}

int open_one(int directory, const std::string& name, int flags) noexcept {
  return ::openat(directory, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC);
}

bool is_symlink(int descriptor) noexcept {
  struct stat info{};
  return ::fstat(descriptor, &info) == 0 && S_ISLNK(info.st_mode);
}

int open_stepwise(int directory, std::string_view path, int flags) {
  Descriptor current;
  int from = directory;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    const std::string name(path.substr(0, slash));
    path.remove_prefix(slash + 1);
    if (name.empty()) continue;
    // Without O_DIRECTORY, which would hide a symbolic link behind ENOTDIR.
    Descriptor next(open_one(from, name, O_PATH));
    if (next.get() < 0) return -1;
    if (is_symlink(next.get())) return errno = ELOOP, -1;
    current = std::move(next);
    from = current.get();
  }
  Descriptor last(open_one(from, path.empty() ? "." : std::string(path), flags));
  // O_PATH with O_NOFOLLOW opens the link itself.
  if (last.get() >= 0 && is_symlink(last.get())) return errno = ELOOP, -1;
  return last.release();
}

}  // namespace

Resolve best_resolve() noexcept {
  static const Resolve answer = [] {
    const Descriptor probe(open_kernel(AT_FDCWD, ".", O_PATH | O_DIRECTORY));
    return probe.get() >= 0 ? Resolve::kernel : Resolve::stepwise;
  }();
  return answer;
}

Result<Descriptor> open_beneath(int directory, std::string_view path, int flags, Resolve resolve) {
  if (!is_plain_relative(path)) return refused(path);
  const int opened = resolve == Resolve::kernel ? open_kernel(directory, std::string(path), flags)
                                                : open_stepwise(directory, path, flags);
  if (opened >= 0) return Descriptor(opened);
  if (errno == ELOOP || errno == EXDEV) return refused(path);
  return file_error(errno, "open", path);
}

Error file_error(int number, std::string_view action, std::string_view path) {
  const auto code = number == ENOENT || number == ENOTDIR ? ErrorCode::not_found
                    : number == EACCES || number == EPERM ? ErrorCode::permission_denied
                                                          : ErrorCode::io_error;
  return {code, "cannot " + std::string(action) + " '" + std::string(path) +
                    "': " + std::generic_category().message(number)};
}

}  // namespace baton::inline v0::detail
