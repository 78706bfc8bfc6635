#include "token/wordpiece.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/text.hpp>

#include "token/byte_vocabulary.hpp"

namespace baton::inline v0::token {
namespace {

class WordPieces final : public PieceModel {
 public:
  explicit WordPieces(const WordPieceModel& model)
      : heads_(model.vocabulary.size()), tails_(model.vocabulary.size()), specials_(model.specials), longest_word_(model.longest_word) {
    for (const auto& [token, id] : model.vocabulary) {
      heads_.add(token, id);
      if (token.starts_with(model.prefix) && token.size() > model.prefix.size()) tails_.add(std::string_view(token).substr(model.prefix.size()), id);
    }
    if (const auto found = model.vocabulary.find(model.unknown); found != model.vocabulary.end()) unknown_ = found->second;
  }

  void append(std::string_view piece, bool specials, std::vector<std::uint32_t>& ids) const override {
    const auto before = ids.size();
    if (is_short(piece) && append_parts(piece, specials, ids)) return;
    ids.resize(before);
    if (unknown_) ids.push_back(*unknown_);
  }
  std::string_view text_of(std::uint32_t id) const override { return heads_.bytes_of(id); }
  std::optional<std::uint32_t> unknown() const override { return unknown_; }

 private:
  bool is_short(std::string_view piece) const {
    if (piece.size() <= longest_word_) return true;
    const auto codes = std::ranges::count_if(piece, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return static_cast<std::size_t>(codes) <= longest_word_;
  }

  bool append_parts(std::string_view piece, bool specials, std::vector<std::uint32_t>& ids) const {
    for (std::size_t at = 0; at < piece.size();) {
      const auto& tokens = at == 0 ? heads_ : tails_;
      auto size = std::min(piece.size() - at, tokens.longest());
      for (; size > 0; --size) {
        if (!is_utf8_boundary(piece, at + size)) continue;
        const auto id = tokens.find(piece.substr(at, size));
        if (id == no_token || (!specials && specials_.contains(id))) continue;
        ids.push_back(id);
        break;
      }
      if (size == 0) return false;
      at += size;
    }
    return true;
  }

  ByteVocabulary heads_;
  ByteVocabulary tails_;  ///< without the prefix
  std::unordered_set<std::uint32_t> specials_;
  std::optional<std::uint32_t> unknown_;
  std::size_t longest_word_;
};

}  // namespace

std::unique_ptr<const PieceModel> wordpiece(const WordPieceModel& model) { return std::make_unique<const WordPieces>(model); }

}  // namespace baton::inline v0::token
