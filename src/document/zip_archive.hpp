#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <baton/document/loader.hpp>

struct zip;

namespace baton::inline v0::detail {

/// A zip file in memory, read within the budget of the file it belongs to (libzip).
///
/// What the archive says about sizes is not believed: bytes are counted as they come out, against
/// the budget and against `limits.ratio` over the whole archive, so that members which share their
/// packed bytes count once packed. Throws `data_corrupt`, `unsupported` (encrypted, an unknown
/// method), `limit_exceeded` and what ends the context. Used by one thread; the input outlives it.
class ZipArchive {
 public:
  ZipArchive(const LoadInput& input, const LoadOptions& options, const Context& context);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// The name of a member as it is stored; folders end in '/'.
  [[nodiscard]] std::string name(std::size_t index) const;
  /// Whether a member is a symbolic link, as archives made on Unix tell.
  [[nodiscard]] bool is_link(std::size_t index) const;
  /// The bytes of a member, which the budget has room for but does not count: they go on as a part.
  [[nodiscard]] std::string read(std::size_t index);
  /// The bytes of the member of that name, taken off the budget; nothing when there is none.
  [[nodiscard]] std::optional<std::string> find(std::string_view member);

 private:
  struct Close {
    void operator()(zip* archive) const noexcept;
  };
  void append_block(std::string& out, const char* block, std::size_t bytes);

  const LoadInput& input_;
  const LoadOptions& options_;
  const Context& context_;
  std::unique_ptr<zip, Close> archive_;
  std::size_t size_ = 0;
  std::size_t unpacked_ = 0;
};

}  // namespace baton::inline v0::detail
