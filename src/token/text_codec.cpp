#include "token/text_codec.hpp"

#include <span>
#include <utility>

#include <baton/core/text.hpp>

#include "token/piece_cache.hpp"

namespace baton::inline v0::token {
namespace {

class TextEncoder final : public CodecEncoder {
 public:
  TextEncoder(const TextTokenizer& tokenizer, bool specials, std::vector<std::uint32_t>& ids) : tokenizer_(tokenizer), specials_(specials), ids_(ids) {}

  void append(std::string_view text, bool first) override {
    if (text.empty()) return;
    pieces_.list.assign(1, {text, first});
    pieces_.made.clear();
    for (const auto& step : tokenizer_.pre_tokenizer) step(pieces_);
    for (const auto& piece : pieces_.list) {
      if (cache_.append(piece.text, ids_)) continue;
      const auto before = ids_.size();
      tokenizer_.model->append(piece.text, specials_, ids_);
      cache_.keep(piece.text, std::span(ids_).subspan(before));
    }
  }

 private:
  const TextTokenizer& tokenizer_;
  bool specials_;
  std::vector<std::uint32_t>& ids_;
  TextPieces pieces_;
  PieceCache cache_;
};

class CharacterCodec final : public Codec {
 public:
  explicit CharacterCodec(TextTokenizer tokenizer) : tokenizer_(std::move(tokenizer)) {}

  std::string_view normalized(std::string_view text, std::string& room) const override {
    if (!is_utf8(text)) text = room = sanitize_utf8(text);
    for (const auto& step : tokenizer_.normalizer) text = room = step(text);
    return text;
  }
  std::unique_ptr<CodecEncoder> encoder(bool specials, std::vector<std::uint32_t>& ids) const override {
    return std::make_unique<TextEncoder>(tokenizer_, specials, ids);
  }
  std::string decode(std::span<const std::uint32_t> ids, const std::unordered_map<std::uint32_t, std::string>& added) const override {
    std::vector<std::string> tokens;
    for (const auto id : ids) {
      const auto found = added.find(id);
      tokens.emplace_back(found != added.end() ? std::string_view(found->second) : tokenizer_.model->text_of(id));
      if (tokens.back().empty()) no_such_token(id);
    }
    for (const auto& step : tokenizer_.decoder) step(tokens);
    std::string text;
    for (const auto& token : tokens) {
      if (tokenizer_.decoder.empty() && &token != tokens.data()) text += ' ';
      text += token;
    }
    return text;
  }

 private:
  TextTokenizer tokenizer_;
};

}  // namespace

std::unique_ptr<const Codec> text_codec(TextTokenizer tokenizer) { return std::make_unique<const CharacterCodec>(std::move(tokenizer)); }

}  // namespace baton::inline v0::token
