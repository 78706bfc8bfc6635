#include <baton/token/huggingface.hpp>

#include <array>
#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>

#include "token/character.hpp"
#include "token/merger.hpp"
#include "token/normal_form.hpp"
#include "token/piece_cache.hpp"
#include "token/read_file.hpp"
#include "token/special_tokens.hpp"
#include "token/tokenizer_file.hpp"

namespace baton::inline v0 {
namespace {

using namespace token;

// Behind the white space at the end of what lies before `end`.
std::size_t without_space(std::string_view text, std::size_t begin, std::size_t end) {
  const auto& classes = ClassTable::get();
  while (end > begin) {
    std::size_t at = end - 1;
    while (at > begin && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    const auto code = decode_code(text.data() + at, text.data() + end);
    if (code.value == invalid_code || at + code.size != end || (classes.of(code.value) & space) == 0) break;
    end = at;
  }
  return end;
}

std::size_t behind_space(std::string_view text, std::size_t at) {
  const auto& classes = ClassTable::get();
  while (at < text.size()) {
    const auto code = decode_code(text.data() + at, text.data() + text.size());
    if (code.value == invalid_code || (classes.of(code.value) & space) == 0) break;
    at += code.size;
  }
  return at;
}

}  // namespace

struct HuggingFaceTokenizer::State {
  explicit State(TokenizerFile parsed) : file(std::move(parsed)), scanner(file.pattern) {
    for (const auto& each : file.added) {
      all.add(each.text, each.id);
      if (!each.special) plain.add(each.text, each.id);
      texts.emplace(each.id, each);
    }
    for (unsigned byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      bytes[byte] = file.vocabulary.find({&c, 1});
    }
  }

  TokenizerFile file;
  PatternScanner scanner;
  SpecialTokens all;
  SpecialTokens plain;  ///< those that are not special
  std::unordered_map<TokenId, AddedToken> texts;
  std::array<TokenId, 256> bytes{};
};

namespace {

/// One encoding in the making.
class Encoding {
 public:
  Encoding(const TokenizerFile& file, const PatternScanner& scanner, const std::array<TokenId, 256>& bytes, std::vector<TokenId>& ids)
      : file_(file), scanner_(scanner), bytes_(bytes), ids_(ids), merger_(file.merges, file.made) {}

  /// Text between added tokens.
  void append(std::string_view text) {
    if (text.empty()) return;
    std::string changed;
    if (file_.nfc) text = changed = to_nfc(text);
    if (file_.prefix_space && text[0] != ' ') text = changed = ' ' + std::string(text);
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end;) {
      const char* behind = scanner_.next(at, end);
      append_piece({at, static_cast<std::size_t>(behind - at)});
      at = behind;
    }
  }

 private:
  void append_piece(std::string_view piece) {
    if (file_.whole_pieces) {
      if (const auto whole = file_.vocabulary.find(piece); whole != no_token) return ids_.push_back(whole);
    }
    if (cache_.append(piece, ids_)) return;
    symbols_.clear();
    for (const char c : piece) symbols_.push_back(bytes_[static_cast<unsigned char>(c)]);
    const auto before = ids_.size();
    merger_.merge(symbols_, ids_);
    cache_.keep(piece, std::span(ids_).subspan(before));
  }

  const TokenizerFile& file_;
  const PatternScanner& scanner_;
  const std::array<TokenId, 256>& bytes_;
  std::vector<TokenId>& ids_;
  Merger merger_;
  PieceCache cache_;
  std::vector<TokenId> symbols_;
};

}  // namespace

HuggingFaceTokenizer::HuggingFaceTokenizer(std::unique_ptr<const State> state) : state_(std::move(state)) {}
HuggingFaceTokenizer::~HuggingFaceTokenizer() = default;

std::shared_ptr<const HuggingFaceTokenizer> HuggingFaceTokenizer::parse(std::string_view json, const Limits& limits) {
  auto state = std::make_unique<const State>(parse_tokenizer_file(json, limits));
  return std::shared_ptr<const HuggingFaceTokenizer>(new HuggingFaceTokenizer(std::move(state)));
}

std::shared_ptr<const HuggingFaceTokenizer> HuggingFaceTokenizer::load(const std::string& path, const Limits& limits) {
  return parse(read_file(path, limits), limits);
}

std::vector<TokenId> HuggingFaceTokenizer::encode(std::string_view text) const { return encode(text, {}); }

std::vector<TokenId> HuggingFaceTokenizer::encode(std::string_view text, SpecialHandling special) const {
  std::vector<TokenId> ids;
  if (special.around) ids = state_->file.before;
  Encoding encoding(state_->file, state_->scanner, state_->bytes, ids);
  const auto& found_in_text = special.in_text ? state_->all : state_->plain;
  std::size_t at = 0;
  while (const auto found = found_in_text.find(text, at)) {
    const auto& token = state_->texts.at(found->id);
    const auto end = token.takes_left ? without_space(text, at, found->begin) : found->begin;
    encoding.append(text.substr(at, end - at));
    ids.push_back(found->id);
    at = found->begin + found->size;
    if (token.takes_right) at = behind_space(text, at);
  }
  encoding.append(text.substr(at));
  if (special.around) ids.insert(ids.end(), state_->file.behind.begin(), state_->file.behind.end());
  return ids;
}

std::string HuggingFaceTokenizer::decode(std::span<const TokenId> ids) const {
  std::string text;
  for (const TokenId id : ids) {
    if (const auto added = state_->texts.find(id); added != state_->texts.end()) {
      text += added->second.text;
    } else if (const auto bytes = state_->file.vocabulary.bytes_of(id); !bytes.empty()) {
      text += bytes;
    } else {
      throw Error(ErrorCode::invalid_argument, "there is no token " + std::to_string(id) + ": do the ids come from this vocabulary?");
    }
  }
  return text;
}

}  // namespace baton::inline v0
