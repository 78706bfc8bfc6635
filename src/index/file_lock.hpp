#pragma once

#include <chrono>
#include <filesystem>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// An exclusive lock between processes (and between threads), held as long as the object lives. The
/// system frees it when a process dies. The lock file itself stays.
class BATON_EXPORT FileLock {
 public:
  /// Throws `busy` with `purpose` in its text when the lock is not free within `wait`; the wait ends with the context.
  FileLock(const std::filesystem::path& file, std::chrono::milliseconds wait, const char* purpose,
           const Context& context = {});
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  int descriptor_;
};

}  // namespace baton::inline v0
