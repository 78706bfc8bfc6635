#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace baton::inline v0::token {

/// The ids of the pieces that were merged last: words that are no token come again in most texts. One place
/// for each piece, which the next one there takes over. It begins to remember after some pieces, so that a short
/// text does not pay for it. One thread.
class PieceCache {
 public:
  /// Whether the ids of `piece` were known and appended to `out`.
  bool append(std::string_view piece, std::vector<std::uint32_t>& out) const {
    if (entries_.empty() || piece.size() > longest) return false;
    const Entry& entry = entries_[place_of(piece)];
    if (entry.size != piece.size() || std::memcmp(entry.bytes.data(), piece.data(), piece.size()) != 0) return false;
    out.insert(out.end(), entry.ids.begin(), entry.ids.begin() + entry.count);
    return true;
  }
  void keep(std::string_view piece, std::span<const std::uint32_t> ids) {
    if (entries_.empty()) {
      if (++seen_ < patience) return;
      entries_.resize(places);
    }
    if (piece.size() > longest || ids.size() > most_ids) return;
    Entry& entry = entries_[place_of(piece)];
    std::memcpy(entry.bytes.data(), piece.data(), piece.size());
    std::ranges::copy(ids, entry.ids.begin());  // there may be none, for a piece that is unknown
    entry.size = static_cast<std::uint8_t>(piece.size());
    entry.count = static_cast<std::uint8_t>(ids.size());
  }

 private:
  static constexpr std::size_t places = 2048;
  static constexpr std::size_t longest = 26;
  static constexpr std::size_t most_ids = 9;
  static constexpr std::size_t patience = 64;

  struct Entry {  // a cache line
    std::array<char, longest> bytes{};
    std::uint8_t size = 0;  ///< 0: free
    std::uint8_t count = 0;
    std::array<std::uint32_t, most_ids> ids{};
  };

  static std::size_t place_of(std::string_view piece) noexcept {
    std::uint64_t hash = piece.size();
    for (std::size_t at = 0; at < piece.size(); at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, piece.data() + at, piece.size() - at < 8 ? piece.size() - at : 8);
      hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 32U;
    }
    return hash % places;
  }

  std::vector<Entry> entries_;
  std::size_t seen_ = 0;
};

}  // namespace baton::inline v0::token
