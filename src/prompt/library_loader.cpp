#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "prompt/library_state.hpp"

namespace baton::inline v0::jinja {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] int release() noexcept { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

[[noreturn]] void fail_io(const std::string& path, const std::string& what) {
  throw Error(ErrorCode::io_error, "cannot " + what + " '" + path + "': " + std::strerror(errno));
}

/// Walks by descriptors and never follows a link, so no name can lead outside.
class Loader {
 public:
  explicit Loader(LibraryState& state) : state_(state) {}

  void directory(Descriptor fd, const std::string& path, const std::string& prefix,
                 std::size_t depth) {
    if (depth > state_.options().limits.depth) {
      throw Error(ErrorCode::limit_exceeded,
                  "the template folders are nested too deep at '" + path + "'");
    }
    for (const auto& name : entries(std::move(fd), path)) entry(name, path, prefix, depth);
  }

 private:
  /// The names in a directory, sorted; hidden ones left out. Keeps the directory open for `entry`.
  std::vector<std::string> entries(Descriptor fd, const std::string& path) {
    const int parent = ::dup(fd.get());
    if (parent < 0) fail_io(path, "read");
    parents_.emplace_back(parent);
    const std::unique_ptr<DIR, CloseDirectory> stream(::fdopendir(fd.get()));
    if (!stream) fail_io(path, "read");
    (void)fd.release();
    std::vector<std::string> names;
    while (const dirent* item = ::readdir(stream.get())) {
      if (item->d_name[0] != '.') names.emplace_back(item->d_name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void entry(const std::string& name, const std::string& path, const std::string& prefix,
             std::size_t depth) {
    const std::string full = path + "/" + name;
    Descriptor fd(::openat(parents_.back().get(), name.c_str(),
                           O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (fd.get() < 0 && errno == ELOOP) {
      throw Error(ErrorCode::permission_denied, "'" + full +
                                                    "' is a symbolic link, which could lead out of "
                                                    "the folder: put the file itself there");
    }
    if (fd.get() < 0) fail_io(full, "open");
    struct stat status{};
    if (::fstat(fd.get(), &status) != 0) fail_io(full, "read");
    if (S_ISDIR(status.st_mode)) {
      directory(std::move(fd), full, prefix + name + "/", depth + 1);
      parents_.pop_back();
    } else if (S_ISREG(status.st_mode)) {
      file(fd, full, prefix + name);
    }
  }

  void file(const Descriptor& fd, const std::string& path, const std::string& name) {
    const auto stem = without_extension(name);
    if (stem.empty()) return;
    const Limits& limits = state_.options().limits;
    if (++files_ > limits.items)
      throw Error(ErrorCode::limit_exceeded, "there are too many templates at '" + path + "'");
    const std::string source = read(fd, path, limits.bytes);
    const auto [template_name, version] = split_name(stem);
    state_.add(template_name, version, source);
  }

  static std::string_view without_extension(const std::string& name) {
    for (const std::string_view extension : {".jinja", ".j2"}) {
      if (name.ends_with(extension))
        return std::string_view(name).substr(0, name.size() - extension.size());
    }
    return {};
  }

  static std::string read(const Descriptor& fd, const std::string& path, std::size_t max_bytes) {
    std::string out;
    std::array<char, 16384> buffer;
    for (;;) {
      const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail_io(path, "read");
      if (got == 0) return out;
      out.append(buffer.data(), static_cast<std::size_t>(got));
      if (out.size() > max_bytes) {
        throw Error(ErrorCode::limit_exceeded,
                    "'" + path + "' is over " + std::to_string(max_bytes) + " bytes: split it");
      }
    }
  }

  LibraryState& state_;
  std::vector<Descriptor> parents_;
  std::size_t files_ = 0;
};

}  // namespace

void load_directory(LibraryState& state, const std::string& directory) {
  Descriptor fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) fail_io(directory, "open the template folder");
  Loader(state).directory(std::move(fd), directory, "", 0);
}

}  // namespace baton::inline v0::jinja
