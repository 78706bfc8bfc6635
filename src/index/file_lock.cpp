#include "file_lock.hpp"

#include <cerrno>
#include <string>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr auto poll_interval = std::chrono::milliseconds(20);

int open_lock(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor >= 0) return descriptor;
  throw Error(ErrorCode::io_error, "the lock file '" + file.string() + "' cannot be opened (" +
                                       std::generic_category().message(errno) +
                                       "): check that its folder exists and is writable");
}

bool try_lock(int descriptor) {
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw Error(ErrorCode::io_error, "this file system cannot lock files");
  }
  return true;
}

bool lock_within(int descriptor, std::chrono::milliseconds wait, const Context& context) {
  const auto begin = std::chrono::steady_clock::now();  // not the end, which may be beyond all time
  while (!try_lock(descriptor)) {
    if (std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin) >= wait) return false;
    context.check();
    std::this_thread::sleep_for(poll_interval);
  }
  return true;
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& file, std::chrono::milliseconds wait,
                   const char* purpose, const Context& context)
    : descriptor_(open_lock(file)) {
  try {
    if (lock_within(descriptor_, wait, context)) return;
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
  ::close(descriptor_);
  throw Error(ErrorCode::busy, std::string("somebody else is ") + purpose + " (lock '" + file.string() +
                                   "'): wait for them to finish, or wait longer");
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace baton::inline v0
