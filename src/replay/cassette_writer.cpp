#include "replay/cassette_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "replay/cassette_text.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void fail_to(const char* verb, const std::string& path) {
  throw Error(ErrorCode::io_error, "the cassette '" + path + "' cannot be " + verb + " (" +
                                       std::generic_category().message(errno) +
                                       "): check the disk and the permissions");
}

int open_to_append(const std::string& path) {
  std::error_code ignored;  // the opening says what is wrong
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor < 0) fail_to("written", path);
  return descriptor;
}

void take_for_itself(int descriptor, const std::string& path) {
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) fail_to("locked", path);
    throw Error(ErrorCode::busy, "somebody else records into the cassette '" + path +
                                     "': give each recording a file of its own");
  }
  if (::ftruncate(descriptor, 0) != 0) fail_to("emptied", path);
}

}  // namespace

CassetteWriter::CassetteWriter(const std::string& path, const Limits& limits)
    : path_(path), limits_(limits), descriptor_(open_to_append(path)) {
  try {
    take_for_itself(descriptor_, path_);
    append(cassette_head());
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

CassetteWriter::~CassetteWriter() { ::close(descriptor_); }

void CassetteWriter::append(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (failure_) throw *failure_;
  try {
    write_locked(text);
  } catch (const Error& error) {
    failure_ = error;
    throw;
  }
}

void CassetteWriter::fail(const Error& error) noexcept {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = error;
}

void CassetteWriter::write_locked(std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  if (size_ + text.size() > limits_.bytes || lines_ + lines > limits_.items) {
    throw Error(ErrorCode::limit_exceeded, "the cassette '" + path_ +
                                               "' would become too large to be replayed: raise "
                                               "CassetteOptions::limits, or use more than one");
  }
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int reason = errno;
      const bool restored = ::ftruncate(descriptor_, static_cast<off_t>(size_)) == 0;
      errno = reason;
      fail_to(restored ? "written" : "written, and ends within an interaction", path_);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  size_ += text.size();
  lines_ += lines;
}

}  // namespace baton::inline v0::detail
