#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "provider/offline/prompt_reader.hpp"
#include "provider/offline/tokenizer.hpp"
#include "provider/offline/unicode.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::string_view ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};  // U+FB00 to U+FB06

// A part of NFKC: what it becomes, or nothing when it stays.
std::string_view compatible(char32_t c, std::string& buffer) {
  buffer.clear();
  if (c >= 0xFF01 && c <= 0xFF5E) append_utf8(buffer, c - 0xFEE0);
  if (c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F) buffer = " ";
  if (c == 0x2026) buffer = "...";
  if (c == 0x2122) buffer = "TM";
  if (c == 0xB2 || c == 0xB3) buffer = c == 0xB2 ? "2" : "3";
  if (c == 0xB9) buffer = "1";
  if (c >= 0xFB00 && c <= 0xFB06) return ligatures[c - 0xFB00];
  return buffer;
}

void append_normalised(std::string& out, char32_t c, const Normalisation& how) {
  if (how.clean_text && (c == 0 || c == 0xFFFD || is_control(c))) return;
  if (how.clean_text && is_space(c)) {
    out += ' ';
    return;
  }
  if (how.strip_accents && is_combining_mark(c)) return;
  if (how.lowercase) c = lower(c);
  if (how.strip_accents) c = strip_accent(c);
  const bool apart = how.chinese_characters && is_cjk(c);
  if (apart) out += ' ';
  append_utf8(out, c);
  if (apart) out += ' ';
}

class WordPiece : public Tokenizer {
 public:
  WordPiece(Vocabulary vocabulary, WordPieceOptions options) : vocabulary_(std::move(vocabulary)), options_(std::move(options)) {
    for (const auto& [token, id] : vocabulary_) longest_ = std::max(longest_, token.size());
  }

  std::vector<std::uint32_t> encode(std::string_view text) const override {
    std::vector<std::uint32_t> ids;
    const auto normal = normalise(text, options_.normalisation);
    for (const auto word : basic_words(normal)) append_word(word, ids);
    return ids;
  }

 private:
  // All pieces of the word, or none when one of them is unknown.
  void append_word(std::string_view word, std::vector<std::uint32_t>& ids) const {
    const auto points = std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    if (static_cast<std::size_t>(points) > options_.longest_word) return;
    const std::size_t before = ids.size();
    std::string piece;
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t size = longest_piece(word, at, piece, ids);
      if (size == 0) {
        ids.resize(before);
        return;
      }
      at += size;
    }
  }

  std::size_t longest_piece(std::string_view word, std::size_t at, std::string& piece, std::vector<std::uint32_t>& ids) const {
    const std::string_view prefix = at == 0 ? std::string_view() : options_.prefix;
    for (std::size_t size = std::min(word.size() - at, longest_); size > 0; --size) {
      if (!is_utf8_boundary(word, at + size)) continue;
      piece.assign(prefix).append(word.substr(at, size));
      const auto found = vocabulary_.find(piece);
      if (found == vocabulary_.end()) continue;
      ids.push_back(found->second);
      return size;
    }
    return 0;
  }

  Vocabulary vocabulary_;
  WordPieceOptions options_;
  std::size_t longest_ = 0;
};

}  // namespace

std::string normalise(std::string_view text, const Normalisation& how) {
  std::string out;
  std::string buffer;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = decode_utf8(text, at);
    at += size;
    const auto plain = how.compatibility ? compatible(c, buffer) : std::string_view();
    if (plain.empty()) append_normalised(out, c, how);
    for (const char part : plain) append_normalised(out, static_cast<unsigned char>(part), how);
  }
  return out;
}

std::vector<std::string_view> basic_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  const auto finish = [&](std::size_t end) {
    if (end > start) words.push_back(text.substr(start, end - start));
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = decode_utf8(text, at);
    if (is_space(c) || is_punctuation(c)) {
      finish(at);
      if (is_punctuation(c)) words.push_back(text.substr(at, size));
      start = at + size;
    }
    at += size;
  }
  finish(text.size());
  return words;
}

std::unique_ptr<const Tokenizer> wordpiece(Vocabulary vocabulary, WordPieceOptions options) {
  return std::make_unique<const WordPiece>(std::move(vocabulary), std::move(options));
}

std::unique_ptr<const Tokenizer> parse_vocab_txt(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) throw Error(ErrorCode::limit_exceeded, "vocab.txt is over Limits::bytes");
  Vocabulary vocabulary;
  std::uint32_t id = 0;
  for (const auto line : split_lines(text)) vocabulary.emplace(line, id++);
  for (const char* special : {"[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]", ""}) vocabulary.erase(special);
  if (vocabulary.empty()) throw Error(ErrorCode::parse_error, "vocab.txt holds no token: one is expected on each line");
  return wordpiece(std::move(vocabulary), {});
}

}  // namespace baton::inline v0::offline
