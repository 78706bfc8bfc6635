#include "mapped_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

[[noreturn]] void refuse_file(const std::filesystem::path& file) {
  const bool missing = errno == ENOENT || errno == ENOTDIR;
  throw Error(missing ? ErrorCode::not_found : ErrorCode::io_error,
              "'" + file.string() + "' cannot be read (" + std::generic_category().message(errno) + ")");
}

/// The bytes of an open file. Empty with `errno` set when it cannot be mapped, and without when it has none.
std::span<std::byte> map_open_file(int descriptor) {
  struct stat status{};
  errno = 0;
  if (::fstat(descriptor, &status) != 0) return {};
  if (!S_ISREG(status.st_mode) || status.st_size <= 0) return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const start = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0);
  if (start == MAP_FAILED) return {};
  return {static_cast<std::byte*>(start), size};
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) refuse_file(file);
  bytes_ = map_open_file(descriptor);
  const int why = errno;
  ::close(descriptor);
  errno = why;
  if (bytes_.empty() && why != 0) refuse_file(file);
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

}  // namespace baton::inline v0
