#pragma once

#include <string>
#include <string_view>

#include <baton/core/limits.hpp>
#include <baton/core/result.hpp>

namespace baton::inline v0::detail {

[[nodiscard]] constexpr bool is_gzip(std::string_view bytes) noexcept {
  return bytes.size() >= 3 && bytes[0] == '\x1F' && bytes[1] == '\x8B' && bytes[2] == '\x08';
}

/// Decompresses a gzip file of one or more members (RFC 1952). More than `limits.bytes` out, or
/// more than `limits.ratio` bytes out per byte in, is `limit_exceeded`; a broken or cut file
/// `data_corrupt`.
Result<std::string> gunzip(std::string_view bytes, const Limits& limits);

}  // namespace baton::inline v0::detail
