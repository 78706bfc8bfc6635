#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/result.hpp>

namespace baton::inline v0 {

/// What the operating system says about a file, without reading it.
struct FileStat {
  enum class Kind : std::uint8_t { regular, directory, symlink, other };

  Kind kind = Kind::other;
  std::uint64_t size = 0;     ///< bytes
  std::int64_t mtime_ns = 0;  ///< last modification, nanoseconds since 1970
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  bool operator==(const FileStat&) const = default;
};

/// A name in a directory.
struct DirectoryEntry {
  std::string name;
  FileStat stat;
};

/// A folder whose files are opened beneath it, and nowhere else.
///
/// It holds a directory descriptor. Every path is relative, is resolved by the kernel from that
/// descriptor and may not leave it: absolute paths, `..` and symbolic links, in any component, are
/// refused with `permission_denied` (Linux `openat2` with `RESOLVE_BENEATH` and
/// `RESOLVE_NO_SYMLINKS`; without that call the path is walked component by component with
/// `O_NOFOLLOW`). Strings are never compared, so no race between check and use can escape. Renaming
/// the folder while the object lives does no harm.
///
/// Paths are bytes with `/` between components, as the system has them; they need not be UTF-8.
/// Movable; concurrent calls of const members are safe.
///
///     FsRoot root("notes");
///     std::string text = root.read("2024/plan.md", 1 << 20).value();
class BATON_EXPORT FsRoot {
 public:
  /// Opens `folder`, which may itself be a symbolic link. Throws `not_found`, `permission_denied`,
  /// `invalid_argument` (not a folder) or `io_error`, naming it.
  explicit FsRoot(const std::string& folder);
  FsRoot(FsRoot&& other) noexcept;
  FsRoot& operator=(FsRoot&& other) noexcept;
  ~FsRoot();

  /// The folder as it was given, for messages.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Stat without following; `not_found`, `permission_denied` or `io_error`.
  [[nodiscard]] Result<FileStat> stat(std::string_view path) const;

  /// The names in a directory ("" is the root), without `.` and `..`, sorted by bytes. More than
  /// `max_entries` is `limit_exceeded`.
  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(std::string_view path,
                                                         std::size_t max_entries) const;

  /// The bytes of a regular file. Pipes, sockets and devices are `unsupported` and are not opened;
  /// a file of more than `max_bytes` is `limit_exceeded` and is not read. When `stat` is given, it
  /// receives the state of the very file that was read.
  [[nodiscard]] Result<std::string> read(std::string_view path, std::size_t max_bytes,
                                         FileStat* stat = nullptr) const;

 private:
  int descriptor_ = -1;
  std::string name_;
};

}  // namespace baton::inline v0
