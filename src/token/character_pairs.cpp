#include "token/character_pairs.hpp"

#include <utility>

#include "token/byte_fallback.hpp"
#include "token/merger.hpp"
#include "token/text_codes.hpp"

namespace baton::inline v0::token {
namespace {

class MergedCharacters final : public PieceModel {
 public:
  explicit MergedCharacters(CharacterPairs model) : model_(std::move(model)) {
    if (model_.byte_fallback) bytes_ = ByteFallback([this](std::string_view token) { return find(token); });
  }

  void append(std::string_view piece, bool /*specials*/, std::vector<std::uint32_t>& ids) const override {
    if (model_.whole_pieces) {
      if (const auto whole = find(piece)) return ids.push_back(*whole);
    }
    Merger(model_.merges, model_.made).merge(symbols_of(piece), ids);
  }
  std::string_view text_of(std::uint32_t id) const override { return model_.vocabulary.bytes_of(id); }
  std::optional<std::uint32_t> unknown() const override { return model_.unknown; }

 private:
  std::optional<std::uint32_t> find(std::string_view token) const {
    const auto id = token.empty() ? no_token : model_.vocabulary.find(token);
    return id == no_token ? std::nullopt : std::optional(id);
  }

  // As the original, which puts an unknown token only behind the bytes of the characters that follow it.
  std::vector<std::uint32_t> symbols_of(std::string_view piece) const {
    std::vector<std::uint32_t> symbols;
    bool pending = false;
    for_each_code(piece, [&](char32_t, std::string_view character) {
      if (const auto id = find(character)) {
        if (std::exchange(pending, false)) symbols.push_back(*model_.unknown);
        symbols.push_back(*id);
      } else if (!(model_.byte_fallback && bytes_.append(character, symbols)) && model_.unknown) {
        if (pending && !model_.fuse_unknown) symbols.push_back(*model_.unknown);
        pending = true;
      }
    });
    if (pending) symbols.push_back(*model_.unknown);
    return symbols;
  }

  CharacterPairs model_;
  ByteFallback bytes_;
};

}  // namespace

std::unique_ptr<const PieceModel> character_pairs(CharacterPairs model) { return std::make_unique<const MergedCharacters>(std::move(model)); }

}  // namespace baton::inline v0::token
