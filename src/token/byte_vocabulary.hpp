#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::token {

inline constexpr std::uint32_t no_token = 0xFFFFFFFF;

/// Tokens by their bytes, and bytes by the token. Open addressing; what a token of at most eight bytes is
/// compared with stands in its slot, so that most look-ups touch one cache line. Immutable but for `add`.
class ByteVocabulary {
 public:
  explicit ByteVocabulary(std::size_t tokens = 0);

  /// False when the bytes or the id are taken. Precondition: `bytes` is not empty, `id` is not `no_token`.
  bool add(std::string_view bytes, std::uint32_t id);
  /// The id, or `no_token`.
  [[nodiscard]] std::uint32_t find(std::string_view bytes) const noexcept {
    const auto prefix = prefix_of(bytes);
    const auto bit = filter_bit(bytes.size(), prefix);
    if ((filter_[bit >> 6U] >> (bit & 63U) & 1U) == 0) return no_token;
    for (auto at = slot_of(bytes, prefix);; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.id == no_token) return no_token;
      if (slot.prefix == prefix && slot.size == bytes.size() && (bytes.size() <= 8 || bytes_of(slot.id) == bytes)) return slot.id;
    }
  }
  /// Empty for an id that there is not.
  [[nodiscard]] std::string_view bytes_of(std::uint32_t id) const noexcept {
    return id < places_.size() ? std::string_view(pool_).substr(places_[id].begin, places_[id].size) : std::string_view();
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// One more than the largest id.
  [[nodiscard]] std::size_t ids() const noexcept { return places_.size(); }
  [[nodiscard]] std::size_t longest() const noexcept { return longest_; }

 private:
  struct Slot {
    std::uint64_t prefix = 0;
    std::uint32_t id = no_token;
    std::uint32_t size = 0;
  };
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  static std::uint64_t prefix_of(std::string_view bytes) noexcept {
    std::uint64_t prefix = 0;
    if (bytes.size() >= 8) {
      std::memcpy(&prefix, bytes.data(), 8);
    } else if (bytes.size() >= 4) {
      std::uint32_t low = 0;
      std::uint32_t high = 0;
      std::memcpy(&low, bytes.data(), 4);
      std::memcpy(&high, bytes.data() + bytes.size() - 4, 4);
      prefix = low | (std::uint64_t{high} << 32U);
    } else if (!bytes.empty()) {
      const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(bytes[i])}; };
      prefix = byte(0) | (byte(bytes.size() / 2) << 8U) | (byte(bytes.size() - 1) << 16U);
    }
    return prefix;
  }
  // Which sizes there are of each beginning: it stays near the core, where the slots do not, and most pieces
  // that are no token fail there.
  static std::size_t filter_bit(std::size_t size, std::uint64_t prefix) noexcept {
    return static_cast<std::size_t>((((prefix & 0xFFFFFFFFU) << 8U) ^ size) * 0x9E3779B97F4A7C15U >> (64U - filter_log));
  }
  std::size_t slot_of(std::string_view bytes, std::uint64_t prefix) const noexcept {
    std::uint64_t mixed = prefix ^ (bytes.size() * 0x9E3779B97F4A7C15U);
    if (bytes.size() > 8) {
      std::uint64_t last = 0;
      std::memcpy(&last, bytes.data() + bytes.size() - 8, 8);
      mixed ^= last * 0xC2B2AE3D27D4EB4FU;
    }
    mixed = (mixed ^ (mixed >> 32U)) * 0x9FB21C651E98DF25U;
    return static_cast<std::size_t>(mixed >> 35U) & mask_;
  }

  static constexpr unsigned filter_log = 19;
  std::vector<std::uint64_t> filter_ = std::vector<std::uint64_t>((std::size_t{1} << filter_log) / 64);
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::vector<Place> places_;
  std::string pool_;
  std::size_t size_ = 0;
  std::size_t longest_ = 0;
};

}  // namespace baton::inline v0::token
