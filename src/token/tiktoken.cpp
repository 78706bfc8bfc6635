#include <baton/token/tiktoken.hpp>

#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>

#include "token/byte_pairs.hpp"
#include "token/pattern_scanner.hpp"
#include "token/rank_file.hpp"
#include "token/read_file.hpp"
#include "token/special_tokens.hpp"

namespace baton::inline v0 {
namespace {

using namespace token;

PatternOptions pattern_of(TiktokenPattern pattern) {
  switch (pattern) {
    case TiktokenPattern::gpt2: return {.pattern = Pattern::gpt2};
    case TiktokenPattern::cl100k: return {.pattern = Pattern::cl100k};
    default: return {.pattern = Pattern::o200k};
  }
}

void check_specials(const ByteVocabulary& vocabulary, const TiktokenEncoding& encoding) {
  if (encoding.ranks != 0 && vocabulary.size() != encoding.ranks) {
    throw Error(ErrorCode::data_corrupt, "the rank file holds " + std::to_string(vocabulary.size()) + " tokens where the encoding has " +
                                             std::to_string(encoding.ranks) + ": is it another encoding's, or cut short?");
  }
  for (const auto& [text, id] : encoding.special_tokens) {
    if (text.empty() || !vocabulary.bytes_of(id).empty()) {
      throw Error(ErrorCode::invalid_argument, "the special token '" + text + "' is empty or has the id " + std::to_string(id) + ", which is taken");
    }
  }
}

/// For the ids of most texts, so that they are not copied; what is not used of it is not touched.
std::vector<TokenId> room_for(std::string_view text) {
  std::vector<TokenId> ids;
  ids.reserve(text.size() / 3 + 1);
  return ids;
}

}  // namespace

struct Tiktoken::State {
  BytePairs pairs;
  PatternScanner scanner;
  std::map<std::string, TokenId, std::less<>> specials;
  std::unordered_map<TokenId, std::string> special_texts;

  template <class Each>
  void pieces(std::string_view text, Each each) const {
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end;) {
      const char* behind = scanner.next(at, end);
      each(std::string_view(at, static_cast<std::size_t>(behind - at)));
      at = behind;
    }
  }
  void append(std::string_view text, BytePairs::Encoder& encoder, std::vector<TokenId>& ids) const {
    pieces(text, [&](std::string_view piece) { encoder.append(piece, ids); });
  }
};

Tiktoken::Tiktoken(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Tiktoken::~Tiktoken() = default;

std::shared_ptr<const Tiktoken> Tiktoken::parse(std::string_view ranks, const TiktokenEncoding& encoding, const Limits& limits) {
  auto vocabulary = parse_ranks(ranks, limits);
  check_specials(vocabulary, encoding);
  std::unordered_map<TokenId, std::string> texts;
  for (const auto& [text, id] : encoding.special_tokens) {
    if (!texts.emplace(id, text).second) throw Error(ErrorCode::invalid_argument, "two special tokens have the id " + std::to_string(id));
  }
  auto state = std::make_unique<const State>(State{BytePairs(std::move(vocabulary)), PatternScanner(pattern_of(encoding.pattern)),
                                                   encoding.special_tokens, std::move(texts)});
  return std::shared_ptr<const Tiktoken>(new Tiktoken(std::move(state)));
}

std::shared_ptr<const Tiktoken> Tiktoken::load(const std::string& path, const TiktokenEncoding& encoding, const Limits& limits) {
  return parse(read_file(path, limits), encoding, limits);
}

std::vector<TokenId> Tiktoken::encode(std::string_view text) const {
  std::vector<TokenId> ids = room_for(text);
  BytePairs::Encoder encoder(state_->pairs);
  state_->append(text, encoder, ids);
  return ids;
}

std::vector<TokenId> Tiktoken::encode(std::string_view text, const AllowedSpecials& allowed) const {
  SpecialTokens wanted;
  SpecialTokens refused;
  for (const auto& [special, id] : state_->specials) {
    const bool is_allowed = allowed.all || allowed.tokens.contains(special);
    if (is_allowed) wanted.add(special, id);
    if (!is_allowed && allowed.refuse_others) refused.add(special, id);
  }
  if (const auto found = refused.find(text, 0)) {
    throw Error(ErrorCode::invalid_argument, "the text holds the special token '" + std::string(text.substr(found->begin, found->size)) +
                                                 "': allow it, or set AllowedSpecials::refuse_others to false to take it as text");
  }
  std::vector<TokenId> ids = room_for(text);
  BytePairs::Encoder encoder(state_->pairs);
  std::size_t at = 0;
  while (const auto found = wanted.find(text, at)) {
    state_->append(text.substr(at, found->begin - at), encoder, ids);
    ids.push_back(found->id);
    at = found->begin + found->size;
  }
  state_->append(text.substr(at), encoder, ids);
  return ids;
}

std::string Tiktoken::decode(std::span<const TokenId> ids) const {
  std::string text;
  for (const TokenId id : ids) {
    const auto bytes = state_->pairs.vocabulary().bytes_of(id);
    if (!bytes.empty()) {
      text += bytes;
    } else if (const auto special = state_->special_texts.find(id); special != state_->special_texts.end()) {
      text += special->second;
    } else {
      throw Error(ErrorCode::invalid_argument, "there is no token " + std::to_string(id) + ": do the ids come from this vocabulary?");
    }
  }
  return text;
}

std::size_t Tiktoken::count(std::string_view text) const {
  std::vector<TokenId> ids;
  std::size_t total = 0;
  BytePairs::Encoder encoder(state_->pairs);
  state_->pieces(text, [&](std::string_view piece) {
    ids.clear();
    encoder.append(piece, ids);
    total += ids.size();
  });
  return total;
}

}  // namespace baton::inline v0
