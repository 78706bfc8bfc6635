#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::inline v0::sample {

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers on every platform, unlike the standard
/// library's distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}
  std::uint64_t next() noexcept {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// Below `bound`, which is at least 1.
  std::size_t below(std::size_t bound) noexcept { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

/// A string that matches the regular expression, for literals, escapes, classes, groups, alternatives
/// and repetitions. Throws `unsupported` for look-around, back references and Unicode classes.
[[nodiscard]] std::string matching_string(std::string_view pattern, Random& random);

/// A string of between `least` and `most` code points, in the given JSON Schema format ("" for none).
[[nodiscard]] std::string plain_string(std::string_view format, std::size_t least, std::size_t most,
                                       Random& random);

}  // namespace baton::inline v0::sample
