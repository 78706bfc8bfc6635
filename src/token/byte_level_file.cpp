#include "token/byte_level_file.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "token/byte_alphabet.hpp"
#include "token/byte_pairs.hpp"
#include "token/file_limits.hpp"
#include "token/merges_file.hpp"

namespace baton::inline v0::token {
namespace {

std::string bytes_of_token(const std::string& token, const std::string& place) {
  auto bytes = from_byte_alphabet(token);
  if (!bytes || bytes->empty()) malformed(place + " '" + token + "' is not in the alphabet of byte-level BPE");
  return *std::move(bytes);
}

// A token of the vocabulary that is an added one too is found in the text, and never made by merging.
void read_byte_vocabulary(const json& model, ByteLevelModel& file, const std::vector<AddedToken>& added_tokens, const Limits& limits) {
  const json& vocabulary = member(model, "vocab");
  if (!vocabulary.is_object()) malformed("model.vocab is no object");
  keep_within(vocabulary.size(), "tokens", limits);
  file.vocabulary = ByteVocabulary(vocabulary.size());
  std::unordered_set<std::uint32_t> added;
  for (const auto& each : added_tokens) added.insert(each.id);
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

void read_byte_pre_tokenizer(const json& root, ByteLevelModel& file) {
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

void read_byte_normalizer(const json& root, ByteLevelModel& file) {
  for (const auto& [place, step] : steps(member(root, "normalizer"), "normalizer", "normalizers")) {
    if (type_of(*step, place) != "NFC") not_supported(place + " of type '" + type_of(*step, place) + "'");
    file.nfc = true;
  }
}

void check_byte_decoder(const json& root) {
  for (const auto& [place, step] : steps(member(root, "decoder"), "decoder", "decoders")) {
    if (type_of(*step, place) != "ByteLevel") not_supported(place + " of type '" + type_of(*step, place) + "'");
  }
}

}  // namespace

bool is_byte_level(const json& root) {
  return std::ranges::any_of(steps(member(root, "pre_tokenizer"), "pre_tokenizer", "pretokenizers"),
                             [](const auto& step) { return type_of(*step.second, step.first) == "ByteLevel"; });
}

ByteLevelModel read_byte_level(const json& root, const std::vector<AddedToken>& added, const Limits& limits) {
  ByteLevelModel file;
  read_byte_normalizer(root, file);
  read_byte_pre_tokenizer(root, file);
  check_byte_decoder(root);
  const json& model = member(root, "model");
  refuse_pair_options(model);
  if (flag(model, "byte_fallback", false)) not_supported("model.byte_fallback");
  file.whole_pieces = flag(model, "ignore_merges", false);
  read_byte_vocabulary(model, file, added, limits);
  auto merges = read_merges(model, [&](const std::string& token) { return file.vocabulary.find(bytes_of_token(token, "the merged token")); }, limits);
  file.merges = std::move(merges.table);
  file.made = std::move(merges.made);
  return file;
}

}  // namespace baton::inline v0::token
