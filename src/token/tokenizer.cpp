#include <baton/token/tokenizer.hpp>

#include <utility>

#include <baton/core/text.hpp>

namespace baton::inline v0 {

Tokenizer::~Tokenizer() = default;

std::size_t Tokenizer::count(std::string_view text) const { return encode(text).size(); }

CountTokens count_tokens_with(std::shared_ptr<const Tokenizer> tokenizer) {
  if (!tokenizer) return estimate_tokens;
  return [tokenizer = std::move(tokenizer)](std::string_view text) { return tokenizer->count(text); };
}

}  // namespace baton::inline v0
