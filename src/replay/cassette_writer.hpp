#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0::detail {

/// The file that a cassette is recorded into. One writer at a time, in this process and others.
/// Thread-safe.
class CassetteWriter {
 public:
  /// Empties the file and writes its first line.
  CassetteWriter(const std::string& path, const Limits& limits);
  CassetteWriter(const CassetteWriter&) = delete;
  CassetteWriter& operator=(const CassetteWriter&) = delete;
  ~CassetteWriter();

  /// Appends all of `text`, or throws and leaves the file as it was. After a failure every further call
  /// fails the same: a cassette with a gap would be replayed as if it had none.
  void append(std::string_view text);
  /// Makes every further call fail.
  void fail(const Error& error) noexcept;

 private:
  void write_locked(std::string_view text);

  const std::string path_;
  const Limits limits_;
  int descriptor_;
  std::mutex mutex_;
  std::size_t size_ = 0;
  std::size_t lines_ = 0;
  std::optional<Error> failure_;
};

}  // namespace baton::inline v0::detail
