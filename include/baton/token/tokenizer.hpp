#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// A model's number for a piece of text.
using TokenId = std::uint32_t;

/// Turns text into the numbers that a model reads, and back.
///
/// Implementations are immutable once made: any thread may use them. Text is taken as data: what
/// looks like a special token ("<|endoftext|>") is encoded as the characters it is made of, unless
/// a class says otherwise.
class BATON_EXPORT Tokenizer {
 public:
  virtual ~Tokenizer();
  [[nodiscard]] virtual std::vector<TokenId> encode(std::string_view text) const = 0;
  /// The text of `ids`. Ids may end within a code point, so the result need not be UTF-8. Throws
  /// `invalid_argument` naming an id that there is not.
  [[nodiscard]] virtual std::string decode(std::span<const TokenId> ids) const = 0;
  /// How many ids `encode` gives.
  [[nodiscard]] virtual std::size_t count(std::string_view text) const;
};

/// Counts tokens of a text.
using CountTokens = std::function<std::size_t(std::string_view)>;

/// The tokenizer's `count`, and `estimate_tokens` when there is none: for whatever takes a function
/// that measures text. The function shares the tokenizer.
[[nodiscard]] BATON_EXPORT CountTokens count_tokens_with(std::shared_ptr<const Tokenizer> tokenizer);

}  // namespace baton::inline v0
