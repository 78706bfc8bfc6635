#include "token/tokenizer_file.hpp"

#include <utility>

#include <baton/core/json.hpp>
#include <baton/core/text.hpp>

#include "token/byte_level_file.hpp"
#include "token/file_limits.hpp"
#include "token/normalizer.hpp"
#include "token/text_file.hpp"
#include "token/text_model_file.hpp"

namespace baton::inline v0::token {
namespace {

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
    const bool special = flag(list[i], "special", false);
    file.added.push_back({.text = text(member(list[i], "content"), place + ".content"), .id = id_of(member(list[i], "id"), place + ".id"),
                          .special = special, .takes_left = flag(list[i], "lstrip", false), .takes_right = flag(list[i], "rstrip", false),
                          .whole_word = flag(list[i], "single_word", false), .normalized = flag(list[i], "normalized", !special)});
    if (file.added.back().text.empty()) malformed(place + ".content is empty");
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

void read_codec(const json& root, TokenizerFile& file, const Limits& limits) {
  const json& model = member(root, "model");
  if (!model.is_object()) malformed("it has no model");
  if (model_type(model) == "BPE" && is_byte_level(root)) {
    file.codec = byte_level_codec(read_byte_level(root, file.added, limits));
    return;
  }
  auto tokenizer = read_text_tokenizer(root, file.added, limits);
  file.unknown = tokenizer.model->unknown();
  file.codec = text_codec(std::move(tokenizer));
}

TokenizerFile read_file_parts(const json& root, const Limits& limits) {
  if (!root.is_object()) malformed("it is no object");
  TokenizerFile file;
  try {
    read_post_processor(root, file);
    read_added(root, file, limits);
    read_codec(root, file, limits);
  } catch (const json::exception& error) {
    malformed(error.what());
  }
  return file;
}

// A list of lines as a `vocab`: of a token that comes twice the last line is the id, as in the original.
json vocabulary_of(std::string_view lines, const Limits& limits) {
  json vocabulary = json::object();
  std::size_t id = 0;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const auto line = stripped(sanitize_utf8(lines.substr(0, end)), false, true);
    if (!line.empty()) vocabulary[line] = id;
    keep_within(++id, "lines", limits);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return vocabulary;
}

}  // namespace

TokenizerFile parse_vocabulary_file(std::string_view lines, bool lowercase, const Limits& limits) {
  if (lines.size() > limits.bytes) throw Error(ErrorCode::limit_exceeded, "vocab.txt is over Limits::bytes");
  json root = {{"normalizer", {{"type", "BertNormalizer"}, {"lowercase", lowercase}}},
               {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
               {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}}}};
  json& vocabulary = root["model"]["vocab"] = vocabulary_of(lines, limits);
  if (vocabulary.empty()) throw Error(ErrorCode::parse_error, "vocab.txt holds no token: one is expected on each line");
  for (const char* name : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}) {
    if (vocabulary.contains(name)) root["added_tokens"].push_back({{"content", name}, {"id", vocabulary[name]}, {"special", true}});
  }
  if (vocabulary.contains("[CLS]") && vocabulary.contains("[SEP]")) {
    root["post_processor"] = {{"type", "BertProcessing"}, {"cls", {"[CLS]", vocabulary["[CLS]"]}}, {"sep", {"[SEP]", vocabulary["[SEP]"]}}};
  }
  return read_file_parts(root, limits);
}

TokenizerFile parse_tokenizer_file(std::string_view text, const Limits& limits) {
  const Json parsed = Json::parse(text, limits);
  return read_file_parts(parsed.ref(), limits);
}

}  // namespace baton::inline v0::token
