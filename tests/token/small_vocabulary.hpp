#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/core/base64.hpp>

namespace baton::test {

/// A rank file: the 256 bytes in order, then `tokens`.
inline std::string rank_file(const std::vector<std::string_view>& tokens = {}) {
  std::string text;
  std::size_t rank = 0;
  const auto add = [&](std::string_view token) { text += base64_encode(token) + ' ' + std::to_string(rank++) + '\n'; };
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    add({&c, 1});
  }
  for (const auto token : tokens) add(token);
  return text;
}

}  // namespace baton::test
