#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

namespace baton::inline v0 {

/// A file in memory, privately: pages are read when first touched, shared with other readers of the file, and a
/// change of ours stays ours. The file must be replaced rather than written into or cut while it is mapped.
class MappedFile {
 public:
  MappedFile() = default;
  /// Throws `not_found` when there is no such file and `io_error` when it cannot be mapped. What is not a plain
  /// file has no bytes.
  explicit MappedFile(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

  [[nodiscard]] std::span<std::byte> bytes() const noexcept { return bytes_; }

 private:
  std::span<std::byte> bytes_;
};

}  // namespace baton::inline v0
