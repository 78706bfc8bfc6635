#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::inline v0::token {

/// A byte for every code point, in two stages, so that what alike pages hold is kept once. Immutable.
class CodeTable {
 public:
  /// `flat` has a byte for each of the 0x110000 code points.
  explicit CodeTable(const std::vector<std::uint8_t>& flat);
  /// Precondition: `code` is below 0x110000.
  [[nodiscard]] std::uint8_t of(char32_t code) const noexcept { return pages_[std::size_t{index_[code >> 8U]} * 256 + (code & 255U)]; }
  [[nodiscard]] std::uint8_t of_ascii(unsigned char byte) const noexcept { return pages_[byte]; }

 private:
  std::array<std::uint16_t, 0x1100> index_{};
  std::vector<std::uint8_t> pages_;
};

}  // namespace baton::inline v0::token
