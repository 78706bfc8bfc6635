#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace baton::test {

/// A precompiled_charsmap of a few entries: a double array in which the units of each node have a block of 256 for
/// themselves.
inline std::string small_chars_map(const std::map<std::string, std::string>& entries) {
  std::vector<std::uint32_t> units(256);
  std::string texts;
  // The node at `place` is the block at `place ^ offset`.
  const auto block_of = [&](std::size_t place) {
    if (units[place] >> 10U == 0) {
      const auto block = units.size();
      units.resize(block + 256);
      units[place] |= static_cast<std::uint32_t>(((place ^ block) & ~std::size_t{0xFF}) | (place & 0xFFU)) << 10U;
    }
    return place ^ (units[place] >> 10U);
  };
  for (const auto& [key, text] : entries) {
    std::size_t place = 0;
    for (const char c : key) {
      const auto byte = static_cast<unsigned char>(c);
      place = block_of(place) ^ byte;
      units[place] |= byte;
    }
    const auto leaf = block_of(place);
    units[place] |= 0x100U;
    units[leaf] |= 0x80000000U | static_cast<std::uint32_t>(texts.size());
    texts.append(text).push_back('\0');
  }
  std::string bytes;
  const auto append = [&](std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift);
  };
  append(static_cast<std::uint32_t>(units.size() * 4));
  for (const auto unit : units) append(unit);
  return bytes + texts;
}

}  // namespace baton::test
