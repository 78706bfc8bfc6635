#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

#include <baton/core/result.hpp>

namespace baton::inline v0::detail {

/// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) noexcept : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      value_ = other.release();
    }
    return *this;
  }
  ~Descriptor() { reset(); }

  [[nodiscard]] int get() const noexcept { return value_; }
  int release() noexcept { return std::exchange(value_, -1); }
  void reset() noexcept {
    if (value_ >= 0) ::close(value_);
    value_ = -1;
  }

 private:
  int value_ = -1;
};

/// How `open_beneath` resolves a path: the kernel's way where it exists, or one step at a time.
enum class Resolve { kernel, stepwise };

/// Whether the kernel offers `openat2`; asked once.
Resolve best_resolve() noexcept;

/// Opens `path` beneath `directory` with open(2) `flags`; `O_CLOEXEC` is added. "" is the
/// directory.
Result<Descriptor> open_beneath(int directory, std::string_view path, int flags,
                                Resolve resolve = best_resolve());

/// The error of a failed system call on `path`: `action` completes "cannot … 'path'".
Error file_error(int number, std::string_view action, std::string_view path);

}  // namespace baton::inline v0::detail
