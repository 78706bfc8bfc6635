#include "token/metaspace.hpp"

#include <cstddef>
#include <utility>

#include "token/normalizer.hpp"

namespace baton::inline v0::token {

void replace_spaces(TextPieces& pieces, const Metaspace& how) {
  for (auto& piece : pieces.list) {
    auto text = with_replaced(piece.text, " ", how.replacement);
    const bool wanted = how.prepend == Metaspace::Prepend::always || (how.prepend == Metaspace::Prepend::first && piece.first);
    if (wanted && !text.starts_with(how.replacement)) text.insert(0, how.replacement);
    piece.text = pieces.made.emplace_back(std::move(text));
  }
  if (how.split) cut_at(pieces, how.replacement, Delimiter::with_next);
}

void restore_spaces(std::vector<std::string>& tokens, const Metaspace& how) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool drop = i == 0 && how.prepend != Metaspace::Prepend::never;
    tokens[i] = with_replaced(tokens[i], how.replacement, drop ? "" : " ");
  }
}

}  // namespace baton::inline v0::token
