#include "token/byte_fallback.hpp"

#include <charconv>
#include <cstddef>
#include <string>

namespace baton::inline v0::token {

ByteFallback::ByteFallback(const std::function<std::optional<std::uint32_t>(std::string_view)>& find) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (std::size_t byte = 0; byte < ids_.size(); ++byte) ids_[byte] = find(std::string("<0x") + digits[byte >> 4U] + digits[byte & 15U] + '>');
}

bool ByteFallback::append(std::string_view bytes, std::vector<std::uint32_t>& ids) const {
  const auto before = ids.size();
  for (const char c : bytes) {
    const auto id = ids_[static_cast<unsigned char>(c)];
    if (!id) {
      ids.resize(before);
      return false;
    }
    ids.push_back(*id);
  }
  return true;
}

std::optional<char> ByteFallback::byte_of(std::string_view token) {
  if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>') return std::nullopt;
  unsigned byte = 0;
  const auto [end, failure] = std::from_chars(token.data() + 3, token.data() + 5, byte, 16);
  if (failure != std::errc{} || end != token.data() + 5) return std::nullopt;
  return static_cast<char>(byte);
}

}  // namespace baton::inline v0::token
