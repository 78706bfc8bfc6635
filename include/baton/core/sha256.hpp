#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

using Sha256Digest = std::array<std::byte, 32>;

/// SHA-256 (FIPS 180-4) of data that arrives in pieces.
///
/// Used by one thread at a time. Throws `internal` when the system's OpenSSL refuses the algorithm.
///
///     Sha256 hash;
///     while (read(block)) hash.update(block);
///     store(to_hex(hash.finish()));
class BATON_EXPORT Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  Sha256& update(std::string_view bytes);
  /// The digest of everything since construction or the last `finish()`; the object starts anew.
  [[nodiscard]] Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 of `bytes`.
[[nodiscard]] BATON_EXPORT Sha256Digest sha256(std::string_view bytes);

/// 64 lower-case hexadecimal digits.
[[nodiscard]] BATON_EXPORT std::string to_hex(const Sha256Digest& digest);

}  // namespace baton::inline v0
