#include <baton/token/huggingface.hpp>

#include <unordered_map>
#include <utility>

#include <baton/core/text.hpp>

#include "token/character.hpp"
#include "token/read_file.hpp"
#include "token/special_tokens.hpp"
#include "token/text_class.hpp"
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

bool begins_with_word(std::string_view text) {
  if (text.empty()) return false;
  const auto code = decode_code(text.data(), text.data() + text.size());
  return code.value != invalid_code && (TextTable::get().of(code.value) & word) != 0;
}

bool ends_with_word(std::string_view text) { return !text.empty() && begins_with_word(text.substr(utf8_floor(text, text.size() - 1))); }

}  // namespace

struct HuggingFaceTokenizer::State {
  explicit State(TokenizerFile parsed) : file(std::move(parsed)) {
    std::string room;
    for (const auto& each : file.added) {
      Finders& finders = each.normalized ? late : early;
      const std::string text(each.normalized ? file.codec->normalized(each.text, room) : each.text);
      finders.all.add(text, each.id);
      if (!each.special) finders.plain.add(text, each.id);
      by_id.emplace(each.id, each);
      texts.emplace(each.id, each.text);
    }
  }

  struct Finders {
    SpecialTokens all;
    SpecialTokens plain;  ///< those that are not special
  };
  TokenizerFile file;
  Finders early;  ///< found in the text
  Finders late;   ///< found in what is normalized
  std::unordered_map<TokenId, AddedToken> by_id;
  std::unordered_map<TokenId, std::string> texts;
};

namespace {

using AddedById = std::unordered_map<TokenId, AddedToken>;

bool stands_alone(std::string_view text, const SpecialMatch& found) {
  return !ends_with_word(text.substr(0, found.begin)) && !begins_with_word(text.substr(found.begin + found.size));
}

/// Gives `between(text, offset)` what lies between the tokens of `finder`, and their ids to `ids`.
template <class Between>
void split_at_added(std::string_view text, const SpecialTokens& finder, const AddedById& by_id, std::vector<TokenId>& ids, Between&& between) {
  std::size_t at = 0;
  for (auto found = finder.find(text, 0); found; found = finder.find(text, found->begin + found->size)) {
    const auto& token = by_id.at(found->id);
    if (token.whole_word && !stands_alone(text, *found)) continue;
    const auto end = token.takes_left ? without_space(text, at, found->begin) : found->begin;
    if (end > at) between(text.substr(at, end - at), at);
    ids.push_back(found->id);
    at = found->begin + found->size;
    if (token.takes_right) at = behind_space(text, at);
  }
  if (at < text.size()) between(text.substr(at), at);
}

}  // namespace

HuggingFaceTokenizer::HuggingFaceTokenizer(std::unique_ptr<const State> state) : state_(std::move(state)) {}
HuggingFaceTokenizer::~HuggingFaceTokenizer() = default;

std::shared_ptr<const HuggingFaceTokenizer> HuggingFaceTokenizer::parse(std::string_view json, const Limits& limits) {
  auto state = std::make_unique<const State>(parse_tokenizer_file(json, limits));
  return std::shared_ptr<const HuggingFaceTokenizer>(new HuggingFaceTokenizer(std::move(state)));
}

std::shared_ptr<const HuggingFaceTokenizer> HuggingFaceTokenizer::parse_vocabulary(std::string_view lines, bool lowercase, const Limits& limits) {
  auto state = std::make_unique<const State>(parse_vocabulary_file(lines, lowercase, limits));
  return std::shared_ptr<const HuggingFaceTokenizer>(new HuggingFaceTokenizer(std::move(state)));
}

std::shared_ptr<const HuggingFaceTokenizer> HuggingFaceTokenizer::load(const std::string& path, const Limits& limits) {
  return parse(read_file(path, limits), limits);
}

std::vector<TokenId> HuggingFaceTokenizer::encode(std::string_view text) const { return encode(text, {}); }

std::vector<TokenId> HuggingFaceTokenizer::encode(std::string_view text, SpecialHandling special) const {
  std::vector<TokenId> ids;
  if (special.around) ids = state_->file.before;
  const auto& early = special.in_text ? state_->early.all : state_->early.plain;
  const auto& late = special.in_text ? state_->late.all : state_->late.plain;
  const auto encoder = state_->file.codec->encoder(special.in_text, ids);
  std::string room;
  split_at_added(text, early, state_->by_id, ids, [&](std::string_view part, std::size_t begin) {
    const auto normalized = state_->file.codec->normalized(part, room);
    split_at_added(normalized, late, state_->by_id, ids, [&](std::string_view piece, std::size_t at) { encoder->append(piece, begin == 0 && at == 0); });
  });
  if (special.around) ids.insert(ids.end(), state_->file.behind.begin(), state_->file.behind.end());
  return ids;
}

std::string HuggingFaceTokenizer::decode(std::span<const TokenId> ids) const { return state_->file.codec->decode(ids, state_->texts); }

std::optional<TokenId> HuggingFaceTokenizer::unknown() const noexcept { return state_->file.unknown; }

}  // namespace baton::inline v0
