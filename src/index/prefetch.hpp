#pragma once

#include <cstddef>
#include <cstdint>

namespace baton::inline v0 {

/// Calls for every cache line that `bytes` bytes from `begin` lie in, without waiting; any address may be named.
inline void prefetch_lines(const void* begin, std::size_t bytes) noexcept {
  constexpr std::uintptr_t line = 64;
  const auto first = reinterpret_cast<std::uintptr_t>(begin);
  for (std::uintptr_t at = first / line * line; at < first + bytes; at += line) {
    __builtin_prefetch(reinterpret_cast<const void*>(at));
  }
}

}  // namespace baton::inline v0
