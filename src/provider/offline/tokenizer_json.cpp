#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/json.hpp>

#include "provider/offline/tokenizer.hpp"

namespace baton::inline v0::offline {
namespace {

using nlohmann::json;

// Matching takes time in proportion to it.
constexpr std::size_t longest_piece = 512;

[[noreturn]] void corrupt_tokenizer(const std::string& what) {
  throw Error(ErrorCode::data_corrupt, "tokenizer.json is malformed: " + what);
}
[[noreturn]] void unsupported(const std::string& what) {
  throw Error(ErrorCode::unsupported, "tokenizer.json has " + what.substr(0, 200) +
                                          ", which is not known: use a model with a WordPiece or Unigram tokenizer");
}

std::string type_of(const json& part, const std::string& place) {
  if (!part.is_object() || !part.contains("type") || !part["type"].is_string()) corrupt_tokenizer(place + " has no type");
  return part["type"].get<std::string>();
}

bool flag(const json& part, const char* name, bool otherwise) {
  const auto found = part.find(name);
  return found == part.end() || !found->is_boolean() ? otherwise : found->get<bool>();
}

// The members of a Sequence, or the part itself; nothing for null.
std::vector<json> members(const json& part, const std::string& place, const char* list) {
  if (part.is_null()) return {};
  if (type_of(part, place) != "Sequence") return {part};
  if (!part.contains(list) || !part[list].is_array()) corrupt_tokenizer(place + " is a Sequence without its list");
  std::vector<json> all;
  for (const auto& member : part[list]) {
    for (auto& inner : members(member, place, list)) all.push_back(std::move(inner));
  }
  return all;
}

void add_normaliser(const json& part, Normalisation& how) {
  const auto type = type_of(part, "normalizer");
  if (type == "BertNormalizer") {
    how.clean_text = flag(part, "clean_text", true);
    how.chinese_characters = flag(part, "handle_chinese_chars", true);
    how.lowercase = flag(part, "lowercase", true);
    how.strip_accents = flag(part, "strip_accents", how.lowercase);
  } else if (type == "Lowercase") {
    how.lowercase = true;
  } else if (type == "StripAccents") {
    how.strip_accents = true;
  } else if (type == "NFKC" || type == "NFKD" || type == "Precompiled") {
    how.compatibility = true;
  } else if (type != "NFC" && type != "NFD" && type != "Nmt" && type != "Strip" && type != "Replace" && type != "Prepend") {
    unsupported("the normalizer '" + type + "'");
  }
}

Normalisation normaliser_of(const json& root) {
  Normalisation how{.clean_text = true, .chinese_characters = false, .lowercase = false, .strip_accents = false, .compatibility = false};
  if (!root.contains("normalizer")) return how;
  for (const auto& part : members(root["normalizer"], "normalizer", "normalizers")) add_normaliser(part, how);
  return how;
}

// The prefix mark of a Metaspace, or nothing when the pre-tokenizer has none.
std::optional<bool> metaspace_prefix(const json& root) {
  std::optional<bool> prefix;
  if (!root.contains("pre_tokenizer")) return prefix;
  for (const auto& part : members(root["pre_tokenizer"], "pre_tokenizer", "pretokenizers")) {
    const auto type = type_of(part, "pre_tokenizer");
    if (type == "Metaspace") {
      const bool never = part.contains("prepend_scheme") && part["prepend_scheme"] == "never";
      prefix = !never && flag(part, "add_prefix_space", true);
    } else if (type != "BertPreTokenizer" && type != "Whitespace" && type != "WhitespaceSplit" && type != "Punctuation") {
      unsupported("the pre-tokenizer '" + type + "'");
    }
  }
  return prefix;
}

std::unique_ptr<const Tokenizer> wordpiece_of(const json& root, const json& model, const Limits& limits) {
  if (!model.contains("vocab") || !model["vocab"].is_object()) corrupt_tokenizer("model.vocab is no object");
  if (model["vocab"].size() > limits.items) throw Error(ErrorCode::limit_exceeded, "tokenizer.json has more tokens than Limits::items");
  const auto unknown = model.value("unk_token", "[UNK]");
  Vocabulary vocabulary;
  for (const auto& [token, id] : model["vocab"].items()) {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max()) corrupt_tokenizer("the number of token '" + token + "'");
    if (token != unknown) vocabulary.emplace(token, id.get<std::uint32_t>());
  }
  for (const char* special : {"[CLS]", "[SEP]", "[PAD]", "[MASK]", ""}) vocabulary.erase(special);
  (void)metaspace_prefix(root);
  WordPieceOptions options;
  options.normalisation = normaliser_of(root);
  options.prefix = model.value("continuing_subword_prefix", "##");
  options.longest_word = std::min(model.value("max_input_chars_per_word", std::size_t{100}), longest_piece);
  return wordpiece(std::move(vocabulary), std::move(options));
}

std::unique_ptr<const Tokenizer> unigram_of(const json& root, const json& model, const Limits& limits) {
  if (!model.contains("vocab") || !model["vocab"].is_array()) corrupt_tokenizer("model.vocab is no list");
  if (model["vocab"].size() > limits.items) throw Error(ErrorCode::limit_exceeded, "tokenizer.json has more tokens than Limits::items");
  std::vector<UnigramPiece> pieces;
  for (const auto& entry : model["vocab"]) {
    const bool pair = entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_number();
    if (!pair || !std::isfinite(entry[1].get<double>())) corrupt_tokenizer("model.vocab entry " + std::to_string(pieces.size()) + " is no token and score");
    if (entry[0].get_ref<const std::string&>().size() > longest_piece) corrupt_tokenizer("a token of more than 512 bytes");
    pieces.push_back({entry[0].get<std::string>(), entry[1].get<double>()});
  }
  UnigramOptions options;
  options.normalisation = normaliser_of(root);
  const bool known = model.contains("unk_id") && model["unk_id"].is_number_unsigned();
  options.unknown = known ? model["unk_id"].get<std::size_t>() : std::numeric_limits<std::size_t>::max();
  if (known && options.unknown >= pieces.size()) corrupt_tokenizer("model.unk_id is no token");
  options.byte_fallback = flag(model, "byte_fallback", false);
  options.add_prefix = metaspace_prefix(root).value_or(false);
  return unigram(pieces, std::move(options));
}

// Older files name no model type: a list of pairs is a unigram vocabulary, an object WordPiece's.
std::string model_type(const json& model) {
  if (model.contains("type") && model["type"].is_string()) return model["type"].get<std::string>();
  return model.contains("vocab") && model["vocab"].is_array() ? "Unigram" : "WordPiece";
}

}  // namespace

std::unique_ptr<const Tokenizer> parse_tokenizer_json(std::string_view text, const Limits& limits) {
  const Json parsed = Json::parse(text, limits);
  const json& root = parsed.ref();
  if (!root.is_object() || !root.contains("model") || !root["model"].is_object()) corrupt_tokenizer("it has no model");
  try {
    const auto type = model_type(root["model"]);
    if (type == "WordPiece") return wordpiece_of(root, root["model"], limits);
    if (type == "Unigram") return unigram_of(root, root["model"], limits);
    unsupported("the model '" + type + "'");
  } catch (const json::exception& error) {
    corrupt_tokenizer(error.what());
  }
}

}  // namespace baton::inline v0::offline
