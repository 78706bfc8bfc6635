#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace baton::inline v0::token {

/// The tokens "<0x00>" to "<0xFF>", which stand for the bytes of what a vocabulary does not know.
class ByteFallback {
 public:
  ByteFallback() = default;
  /// `find`: the id of a token, or nothing.
  explicit ByteFallback(const std::function<std::optional<std::uint32_t>(std::string_view)>& find);
  /// Appends an id for each byte; false, and nothing, when one of them has no token.
  bool append(std::string_view bytes, std::vector<std::uint32_t>& ids) const;
  /// The byte that a token stands for, or nothing.
  [[nodiscard]] static std::optional<char> byte_of(std::string_view token);

 private:
  std::array<std::optional<std::uint32_t>, 256> ids_{};
};

}  // namespace baton::inline v0::token
