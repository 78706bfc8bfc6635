#include "durable_file.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* verb) {
  throw Error(ErrorCode::io_error, "'" + file.string() + "' cannot be " + verb + " (" +
                                       std::generic_category().message(errno) +
                                       "): check the disk and the permissions");
}

/// A descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags)
      : value_(::open(file.c_str(), flags | O_CLOEXEC, 0644)) {
    if (value_ < 0) fail(file, "opened");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(value_); }
  [[nodiscard]] int value() const noexcept { return value_; }

 private:
  int value_;
};

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(file, "written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void write_synced(const std::filesystem::path& file, const std::vector<std::string_view>& pieces) {
  const Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC);
  for (const std::string_view piece : pieces) write_all(out.value(), piece, file);
  if (::fsync(out.value()) != 0) fail(file, "synced");
}

void sync_folder(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
  if (::fsync(opened.value()) != 0) fail(folder, "synced");
}

}  // namespace

void replace_file(const std::filesystem::path& file, const std::vector<std::string_view>& pieces) {
  const std::filesystem::path temporary = file.string() + ".tmp";
  try {
    write_synced(temporary, pieces);
    if (std::rename(temporary.c_str(), file.c_str()) != 0) fail(file, "replaced");
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(file);
}

}  // namespace baton::inline v0
