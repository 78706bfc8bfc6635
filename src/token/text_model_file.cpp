#include "token/text_model_file.hpp"

#include <unordered_set>
#include <utility>

#include "token/character_pairs.hpp"
#include "token/file_limits.hpp"
#include "token/merges_file.hpp"
#include "token/unigram.hpp"
#include "token/wordpiece.hpp"

namespace baton::inline v0::token {
namespace {

std::unordered_set<std::uint32_t> special_ids(const std::vector<AddedToken>& added) {
  std::unordered_set<std::uint32_t> ids;
  for (const auto& each : added) {
    if (each.special) ids.insert(each.id);
  }
  return ids;
}

// Time grows with the square of a word's length.
constexpr std::uint64_t most_word_characters = 10'000;

std::size_t longest_word(const json& model) {
  const json& value = member(model, "max_input_chars_per_word");
  if (value.is_null()) return 100;
  if (!value.is_number_unsigned()) malformed("model.max_input_chars_per_word is no number");
  if (value.get<std::uint64_t>() > most_word_characters) {
    throw Error(ErrorCode::limit_exceeded, "tokenizer.json: model.max_input_chars_per_word is above " + std::to_string(most_word_characters));
  }
  return value.get<std::size_t>();
}

std::string text_or(const json& model, const char* name, const char* otherwise) {
  const json& value = member(model, name);
  return value.is_null() ? std::string(otherwise) : text(value, std::string("model.") + name);
}

std::unique_ptr<const PieceModel> read_wordpiece(const json& model, const std::vector<AddedToken>& added, const Limits& limits) {
  const json& vocabulary = member(model, "vocab");
  if (!vocabulary.is_object()) malformed("model.vocab is no object");
  keep_within(vocabulary.size(), "tokens", limits);
  WordPieceModel parts;
  std::unordered_set<std::uint32_t> seen;
  for (const auto& [token, number] : vocabulary.items()) {
    const auto id = id_of(number, "model.vocab '" + token + "'");
    if (token.empty()) continue;  // no text is made of it
    if (!seen.insert(id).second) malformed("the id " + std::to_string(id) + " comes twice in model.vocab");
    parts.vocabulary.emplace(token, id);
  }
  parts.unknown = text_or(model, "unk_token", "[UNK]");
  parts.prefix = text_or(model, "continuing_subword_prefix", "##");
  parts.longest_word = longest_word(model);
  parts.specials = special_ids(added);
  return wordpiece(parts);
}

UnigramPiece unigram_piece(const json& entry, std::size_t id) {
  const auto place = "model.vocab[" + std::to_string(id) + ']';
  if (!entry.is_array() || entry.size() != 2 || !entry[1].is_number()) malformed(place + " is no pair of text and number");
  const auto& token = text(entry[0], place);
  if (token.size() > longest_unigram_piece) throw Error(ErrorCode::limit_exceeded, "tokenizer.json: " + place + " is longer than " + std::to_string(longest_unigram_piece) + " bytes");
  return {token, entry[1].get<double>()};
}

std::unique_ptr<const PieceModel> read_unigram(const json& model, const std::vector<AddedToken>& added, const Limits& limits) {
  const json& vocabulary = member(model, "vocab");
  if (!vocabulary.is_array()) malformed("model.vocab is no list");
  keep_within(vocabulary.size(), "tokens", limits);
  UnigramModel parts;
  for (std::size_t id = 0; id < vocabulary.size(); ++id) parts.pieces.push_back(unigram_piece(vocabulary[id], id));
  if (!member(model, "unk_id").is_null()) {
    parts.unknown = id_of(member(model, "unk_id"), "model.unk_id");
    if (*parts.unknown >= parts.pieces.size()) malformed("model.unk_id is no token");
  }
  parts.byte_fallback = flag(model, "byte_fallback", false);
  parts.specials = special_ids(added);
  return unigram(std::move(parts));
}

std::unique_ptr<const PieceModel> read_character_pairs(const json& model, const Limits& limits) {
  const json& vocabulary = member(model, "vocab");
  if (!vocabulary.is_object()) malformed("model.vocab is no object");
  keep_within(vocabulary.size(), "tokens", limits);
  refuse_pair_options(model);
  CharacterPairs parts;
  parts.vocabulary = ByteVocabulary(vocabulary.size());
  for (const auto& [token, number] : vocabulary.items()) {
    const auto id = id_of(number, "model.vocab '" + token + "'");
    if (!token.empty() && !parts.vocabulary.add(token, id)) malformed("the id " + std::to_string(id) + " comes twice in model.vocab");
  }
  const auto find = [&](const std::string& token) { return token.empty() ? no_token : parts.vocabulary.find(token); };
  auto merges = read_merges(model, find, limits);
  parts.merges = std::move(merges.table);
  parts.made = std::move(merges.made);
  const auto unknown = find(text_or(model, "unk_token", ""));
  if (unknown != no_token) parts.unknown = unknown;
  parts.fuse_unknown = flag(model, "fuse_unk", false);
  parts.byte_fallback = flag(model, "byte_fallback", false);
  parts.whole_pieces = flag(model, "ignore_merges", false);
  return character_pairs(std::move(parts));
}

}  // namespace

std::string model_type(const json& model) {
  if (!member(model, "type").is_null()) return type_of(model, "model");
  if (member(model, "merges").is_array()) return "BPE";
  return member(model, "vocab").is_array() ? "Unigram" : "WordPiece";
}

std::unique_ptr<const PieceModel> read_text_model(const json& model, const std::vector<AddedToken>& added, const Limits& limits) {
  const auto type = model_type(model);
  if (type == "WordPiece") return read_wordpiece(model, added, limits);
  if (type == "Unigram") return read_unigram(model, added, limits);
  if (type == "BPE") return read_character_pairs(model, limits);
  not_supported("the model type '" + type + "'");
}

}  // namespace baton::inline v0::token
