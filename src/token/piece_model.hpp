#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace baton::inline v0::token {

/// From a piece of text, which is not empty, to ids. Immutable.
class PieceModel {
 public:
  virtual ~PieceModel() = default;
  /// `specials`: special tokens that the piece spells become their ids; otherwise they are text.
  virtual void append(std::string_view piece, bool specials, std::vector<std::uint32_t>& ids) const = 0;
  /// Empty for an id that there is not.
  [[nodiscard]] virtual std::string_view text_of(std::uint32_t id) const = 0;
  /// The token of what cannot be expressed.
  [[nodiscard]] virtual std::optional<std::uint32_t> unknown() const = 0;
};

}  // namespace baton::inline v0::token
