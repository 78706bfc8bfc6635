#include "token/tokenizer_file.hpp"

#include <unordered_set>
#include <utility>

#include <baton/core/json.hpp>

#include "token/byte_alphabet.hpp"
#include "token/byte_pairs.hpp"
#include "token/json_part.hpp"

namespace baton::inline v0::token {
namespace {

void keep_within(std::size_t count, const char* what, const Limits& limits) {
  if (count > limits.items) throw Error(ErrorCode::limit_exceeded, std::string("tokenizer.json has more ") + what + " than Limits::items (" + std::to_string(limits.items) + ")");
}

std::string bytes_of_token(const std::string& token, const std::string& place) {
  auto bytes = from_byte_alphabet(token);
  if (!bytes || bytes->empty()) malformed(place + " '" + token + "' is not in the alphabet of byte-level BPE");
  return *std::move(bytes);
}

// Every place of a text may be compared with every added token.
constexpr std::size_t most_added = 20'000;

void read_added(const json& root, TokenizerFile& file, const Limits& limits) {
  const json& list = member(root, "added_tokens");
  if (list.is_null()) return;
  if (!list.is_array()) malformed("added_tokens is no list");
  keep_within(list.size(), "added tokens", limits);
  if (list.size() > most_added) throw Error(ErrorCode::limit_exceeded, "tokenizer.json has more than " + std::to_string(most_added) + " added tokens");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto place = "added_tokens[" + std::to_string(i) + ']';
    if (!list[i].is_object()) malformed(place + " is no object");
    if (flag(list[i], "single_word", false)) not_supported(place + ".single_word");
    file.added.push_back({.text = text(member(list[i], "content"), place + ".content"), .id = id_of(member(list[i], "id"), place + ".id"),
                          .special = flag(list[i], "special", false), .takes_left = flag(list[i], "lstrip", false), .takes_right = flag(list[i], "rstrip", false)});
    if (file.added.back().text.empty()) malformed(place + ".content is empty");
  }
}

// A token of the vocabulary that is an added one too is found in the text, and never made by merging.
void read_vocabulary(const json& model, TokenizerFile& file, const Limits& limits) {
  const json& vocabulary = member(model, "vocab");
  if (!vocabulary.is_object()) malformed("model.vocab is no object");
  keep_within(vocabulary.size(), "tokens", limits);
  file.vocabulary = ByteVocabulary(vocabulary.size());
  std::unordered_set<std::uint32_t> added;
  for (const auto& each : file.added) added.insert(each.id);
  for (const auto& [token, number] : vocabulary.items()) {
    const auto id = id_of(number, "model.vocab '" + token + "'");
    auto bytes = from_byte_alphabet(token);
    if ((!bytes || bytes->empty()) && added.contains(id)) continue;
    if (!file.vocabulary.add(bytes_of_token(token, "the token"), id)) malformed("the token '" + token + "' or its id " + std::to_string(id) + " comes twice in model.vocab");
  }
  if (const int byte = BytePairs::missing_byte(file.vocabulary); byte >= 0) {
    malformed("model.vocab has no token for the byte " + std::to_string(byte) + ", which byte-level BPE needs");
  }
}

std::pair<std::string, std::string> merge_pair(const json& entry, const std::string& place) {
  if (entry.is_array() && entry.size() == 2) return {text(entry[0], place), text(entry[1], place)};
  const auto& both = text(entry, place);
  const auto space = both.find(' ');
  if (space == std::string::npos) malformed(place + " is no pair");
  return {both.substr(0, space), both.substr(space + 1)};
}

void read_merges(const json& model, TokenizerFile& file, const Limits& limits) {
  const json& merges = member(model, "merges");
  if (!merges.is_array()) malformed("model.merges is no list");
  keep_within(merges.size(), "merges", limits);
  if (merges.size() >= MergeTable::no_rank) throw Error(ErrorCode::limit_exceeded, "tokenizer.json has more merges than " + std::to_string(MergeTable::no_rank - 1));
  file.merges = MergeTable(merges.size());
  for (std::size_t rank = 0; rank < merges.size(); ++rank) {
    const auto place = "model.merges[" + std::to_string(rank) + ']';
    const auto [left, right] = merge_pair(merges[rank], place);
    const auto left_bytes = bytes_of_token(left, place);
    const auto right_bytes = bytes_of_token(right, place);
    const auto id = [&](const std::string& bytes) {
      const auto found = file.vocabulary.find(bytes);
      if (found == no_token) malformed(place + " names or makes a token that model.vocab lacks");
      return found;
    };
    file.made.push_back(id(left_bytes + right_bytes));
    file.merges.add(id(left_bytes), id(right_bytes), static_cast<std::uint32_t>(rank));
  }
}

void read_model(const json& root, TokenizerFile& file, const Limits& limits) {
  const json& model = member(root, "model");
  if (!model.is_object()) malformed("it has no model");
  // Older files name no type.
  const auto type = member(model, "type").is_null() && member(model, "merges").is_array() ? std::string("BPE") : type_of(model, "model");
  if (type != "BPE") not_supported("the model type '" + type + "'");
  for (const char* name : {"dropout", "continuing_subword_prefix", "end_of_word_suffix"}) {
    const json& value = member(model, name);
    const bool off = value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) || (value.is_number() && value.get<double>() == 0);
    if (!off) not_supported(std::string("model.") + name);
  }
  if (flag(model, "byte_fallback", false)) not_supported("model.byte_fallback");
  file.whole_pieces = flag(model, "ignore_merges", false);
  read_vocabulary(model, file, limits);
  read_merges(model, file, limits);
}

struct KnownExpression {
  std::string_view expression;
  PatternOptions pattern;
};
constexpr KnownExpression known_expressions[] = {
    {R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)", {.pattern = Pattern::gpt2}},
    {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)", {.pattern = Pattern::cl100k, .digits = 3}},
    {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)", {.pattern = Pattern::cl100k, .digits = 1}},
    {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)", {.pattern = Pattern::o200k, .digits = 3}},
};

PatternOptions split_pattern(const json& step, const std::string& place) {
  const json& pattern = member(step, "pattern");
  if (!pattern.is_object() || !member(pattern, "Regex").is_string()) not_supported(place + ".pattern without Regex");
  const auto& behavior = text(member(step, "behavior"), place + ".behavior");
  // The expressions match all of a text, so that what is removed when inverted is nothing.
  if (behavior != "Isolated" && !(behavior == "Removed" && flag(step, "invert", false))) not_supported(place + ".behavior '" + behavior + "'");
  const auto& expression = text(member(pattern, "Regex"), place);
  for (const auto& known : known_expressions) {
    if (known.expression == expression) return known.pattern;
  }
  not_supported(place + ".pattern '" + expression + "'");
}

void read_pre_tokenizer(const json& root, TokenizerFile& file) {
  bool splits = false;
  bool bytes = false;
  for (const auto& [place, step] : steps(member(root, "pre_tokenizer"), "pre_tokenizer", "pretokenizers")) {
    const auto& type = type_of(*step, place);
    if (bytes || (splits && type != "ByteLevel")) not_supported(place + " of type '" + type + "' at this place");
    if (type == "Split") {
      file.pattern = split_pattern(*step, place);
      splits = true;
    } else if (type == "ByteLevel") {
      bytes = true;
      file.prefix_space = flag(*step, "add_prefix_space", true);
      const bool expression = flag(*step, "use_regex", true);
      if (expression == splits) not_supported(place + (splits ? ".use_regex behind a Split" : " without use_regex or a Split"));
      if (splits && file.prefix_space) not_supported(place + ".add_prefix_space behind a Split");
    } else {
      not_supported(place + " of type '" + type + "'");
    }
  }
  if (!bytes) not_supported("a pre_tokenizer without ByteLevel");
}

void read_normalizer(const json& root, TokenizerFile& file) {
  for (const auto& [place, step] : steps(member(root, "normalizer"), "normalizer", "normalizers")) {
    if (type_of(*step, place) != "NFC") not_supported(place + " of type '" + type_of(*step, place) + "'");
    file.nfc = true;
  }
}

void read_template(const json& step, const std::string& place, TokenizerFile& file) {
  const json& single = member(step, "single");
  if (!single.is_array()) malformed(place + ".single is no list");
  bool behind = false;
  for (const auto& piece : single) {
    if (!piece.is_object()) malformed(place + ".single holds what is no object");
    if (piece.contains("Sequence")) {
      if (std::exchange(behind, true)) not_supported(place + ".single with two sequences");
      continue;
    }
    if (!piece.contains("SpecialToken") || !piece["SpecialToken"].is_object()) malformed(place + ".single holds neither Sequence nor SpecialToken");
    const auto& name = text(member(piece["SpecialToken"], "id"), place + ".single");
    const json& specials = member(step, "special_tokens");
    const json& ids = specials.is_object() && member(specials, name.c_str()).is_object() ? member(specials[name], "ids") : json();
    if (!ids.is_array()) malformed(place + ".special_tokens has no ids for '" + name + "'");
    for (const auto& id : ids) (behind ? file.behind : file.before).push_back(id_of(id, place));
  }
  if (!behind) not_supported(place + ".single without a sequence");
}

void read_post_processor(const json& root, TokenizerFile& file) {
  for (const auto& [place, step] : steps(member(root, "post_processor"), "post_processor", "processors")) {
    const auto& type = type_of(*step, place);
    if (type == "TemplateProcessing") {
      read_template(*step, place, file);
    } else if (type == "RobertaProcessing" || type == "BertProcessing") {
      for (auto [name, ids] : {std::pair("cls", &file.before), std::pair("sep", &file.behind)}) {
        const json& pair = member(*step, name);
        if (!pair.is_array() || pair.size() != 2) malformed(place + '.' + name + " is no pair of text and id");
        ids->push_back(id_of(pair[1], place + '.' + name));
      }
    } else if (type != "ByteLevel") {
      not_supported(place + " of type '" + type + "'");
    }
  }
}

void read_decoder(const json& root) {
  for (const auto& [place, step] : steps(member(root, "decoder"), "decoder", "decoders")) {
    if (type_of(*step, place) != "ByteLevel") not_supported(place + " of type '" + type_of(*step, place) + "'");
  }
}

}  // namespace

TokenizerFile parse_tokenizer_file(std::string_view text, const Limits& limits) {
  const Json parsed = Json::parse(text, limits);
  const json& root = parsed.ref();
  if (!root.is_object()) malformed("it is no object");
  TokenizerFile file;
  try {
    read_normalizer(root, file);
    read_pre_tokenizer(root, file);
    read_post_processor(root, file);
    read_decoder(root);
    read_added(root, file, limits);
    read_model(root, file, limits);
  } catch (const json::exception& error) {
    malformed(error.what());
  }
  return file;
}

}  // namespace baton::inline v0::token
