#include "token/text_model_file.hpp"

#include <unordered_set>
#include <utility>

#include "token/file_limits.hpp"
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

}  // namespace

std::string model_type(const json& model) {
  if (!member(model, "type").is_null()) return type_of(model, "model");
  if (member(model, "merges").is_array()) return "BPE";
  return member(model, "vocab").is_array() ? "Unigram" : "WordPiece";
}

std::unique_ptr<const PieceModel> read_text_model(const json& model, const std::vector<AddedToken>& added, const Limits& limits) {
  const auto type = model_type(model);
  if (type == "WordPiece") return read_wordpiece(model, added, limits);
  if (type == "BPE") not_supported("a pre_tokenizer without ByteLevel");
  not_supported("the model type '" + type + "'");
}

}  // namespace baton::inline v0::token
