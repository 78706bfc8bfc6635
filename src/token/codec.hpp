#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::inline v0::token {

/// One encoding in the making: appends the ids of text between added tokens.
class CodecEncoder {
 public:
  virtual ~CodecEncoder() = default;
  /// `first`: the text begins where the whole text begins.
  virtual void append(std::string_view normalized, bool first) = 0;
};

/// What becomes of the text between added tokens. Immutable; must outlive its encoders.
class Codec {
 public:
  virtual ~Codec() = default;
  /// The text itself, or another in `room`.
  [[nodiscard]] virtual std::string_view normalized(std::string_view text, std::string& room) const = 0;
  /// `specials`: special tokens may come of text. `ids` is appended to.
  [[nodiscard]] virtual std::unique_ptr<CodecEncoder> encoder(bool specials, std::vector<std::uint32_t>& ids) const = 0;
  /// `added`: the texts of added tokens. Throws `invalid_argument` naming an id that there is not.
  [[nodiscard]] virtual std::string decode(std::span<const std::uint32_t> ids, const std::unordered_map<std::uint32_t, std::string>& added) const = 0;
};

[[noreturn]] void no_such_token(std::uint32_t id);

}  // namespace baton::inline v0::token
