#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <baton/provider/offline.hpp>

namespace baton::inline v0::offline {

/// 64-bit FNV-1a (Fowler, Noll, Vo) of `bytes` with MurmurHash3's finalizer (Appleby) on top, which
/// spreads the low bits that pick a coordinate. Part of the format: it never changes.
[[nodiscard]] std::uint64_t feature_hash(char kind, std::string_view bytes) noexcept;

/// The vector of one text.
[[nodiscard]] Embedding hash_text(std::string_view text, const HashingOptions& options);

/// The shortest text that reads back as the same number, in every locale: for names.
[[nodiscard]] std::string shortest(double value);

}  // namespace baton::inline v0::offline
