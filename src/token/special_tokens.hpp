#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::token {

/// A place of a text where a special token stands.
struct SpecialMatch {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::uint32_t id = 0;
};

/// Finds special tokens: the leftmost, and of several there the longest. Immutable but for `add`.
class SpecialTokens {
 public:
  void add(std::string text, std::uint32_t id);
  [[nodiscard]] std::optional<SpecialMatch> find(std::string_view text, std::size_t from) const;
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }

 private:
  struct Entry {
    std::string text;
    std::uint32_t id;
  };
  std::array<std::vector<Entry>, 256> by_first_byte_;  ///< longest first
  std::string first_bytes_;
  std::size_t count_ = 0;
};

}  // namespace baton::inline v0::token
