#include "token/text_file.hpp"

#include <memory>
#include <utility>

#include <baton/core/base64.hpp>
#include <baton/core/text.hpp>

#include "token/chars_map.hpp"
#include "token/lower_case.hpp"
#include "token/metaspace.hpp"
#include "token/normal_form.hpp"
#include "token/normalizer.hpp"
#include "token/text_decoder.hpp"
#include "token/text_model_file.hpp"

namespace baton::inline v0::token {
namespace {

NormalStep bert_step(const json& step) {
  BertNormalizer how;
  how.clean_text = flag(step, "clean_text", true);
  how.handle_chinese_chars = flag(step, "handle_chinese_chars", true);
  how.lowercase = flag(step, "lowercase", true);
  how.strip_accents = flag(step, "strip_accents", how.lowercase);
  return [how](std::string_view text) { return bert_normalized(text, how); };
}

// A text, or one of the expressions for spaces that models have.
NormalStep replace_step(const json& step, const std::string& place) {
  const json& pattern = member(step, "pattern");
  const auto by = text(member(step, "content"), place + ".content");
  if (!pattern.is_object()) malformed(place + ".pattern is no object");
  if (!member(pattern, "Regex").is_null()) {
    const auto& expression = text(member(pattern, "Regex"), place + ".pattern.Regex");
    if (expression == " {2,}") return [by](std::string_view whole) { return with_replaced_spaces(whole, 2, false, by); };
    if (expression == "\\s+") return [by](std::string_view whole) { return with_replaced_spaces(whole, 1, true, by); };
    not_supported(place + ".pattern '" + expression + "'");
  }
  const auto what = text(member(pattern, "String"), place + ".pattern.String");
  if (what.empty()) malformed(place + ".pattern.String is empty");
  return [what, by](std::string_view whole) { return with_replaced(whole, what, by); };
}

NormalStep prepend_step(const json& step, const std::string& place) {
  const auto what = text(member(step, "prepend"), place + ".prepend");
  return [what](std::string_view whole) { return whole.empty() ? std::string() : what + std::string(whole); };
}

NormalStep form_step(NormalForm form) {
  return [form](std::string_view whole) { return to_form(whole, form); };
}

NormalStep precompiled_step(const json& step, const std::string& place) {
  const json& map = member(step, "precompiled_charsmap");
  if (map.is_null() || text(map, place).empty()) return [](std::string_view whole) { return std::string(whole); };
  const auto bytes = base64_decode(text(map, place));
  if (!bytes) malformed(place + ".precompiled_charsmap is no Base64");
  return [chars = std::make_shared<const CharsMap>(*bytes)](std::string_view whole) { return chars->normalized(whole); };
}

NormalStep normal_step(const json& step, const std::string& place) {
  const auto& type = type_of(step, place);
  if (type == "BertNormalizer") return bert_step(step);
  if (type == "Lowercase") return lower_case;
  if (type == "StripAccents") return without_marks;
  if (type == "NFC") return form_step(NormalForm::c);
  if (type == "NFD") return form_step(NormalForm::d);
  if (type == "NFKC") return form_step(NormalForm::kc);
  if (type == "NFKD") return form_step(NormalForm::kd);
  if (type == "Nmt") return nmt_normalized;
  if (type == "Precompiled") return precompiled_step(step, place);
  if (type == "Replace") return replace_step(step, place);
  if (type == "Prepend") return prepend_step(step, place);
  if (type == "Strip") {
    return [left = flag(step, "strip_left", true), right = flag(step, "strip_right", true)](std::string_view whole) { return stripped(whole, left, right); };
  }
  not_supported(place + " of type '" + type + "'");
}

Delimiter delimiter_of(const json& step, const std::string& place, const char* otherwise) {
  const json& value = member(step, "behavior");
  const auto name = value.is_null() ? std::string(otherwise) : text(value, place + ".behavior");
  constexpr std::pair<std::string_view, Delimiter> names[] = {{"Removed", Delimiter::removed}, {"Isolated", Delimiter::isolated},
                                                              {"MergedWithPrevious", Delimiter::with_previous}, {"MergedWithNext", Delimiter::with_next},
                                                              {"Contiguous", Delimiter::contiguous}};
  for (const auto& [known, delimiter] : names) {
    if (name == known) return delimiter;
  }
  malformed(place + ".behavior is '" + name + "'");
}

Metaspace metaspace_of(const json& step, const std::string& place) {
  Metaspace how;
  how.replacement = text(member(step, "replacement"), place + ".replacement");
  if (how.replacement.empty() || utf8_ceil(how.replacement, 1) != how.replacement.size()) malformed(place + ".replacement is not one character");
  how.split = flag(step, "split", true);
  const json& scheme = member(step, "prepend_scheme");
  const auto name = scheme.is_null() ? std::string(flag(step, "add_prefix_space", true) ? "always" : "never") : text(scheme, place + ".prepend_scheme");
  if (name != "always" && name != "first" && name != "never") malformed(place + ".prepend_scheme is '" + name + "'");
  if (name != "always") how.prepend = name == "first" ? Metaspace::Prepend::first : Metaspace::Prepend::never;
  return how;
}

CutStep split_step(const json& step, const std::string& place) {
  const json& pattern = member(step, "pattern");
  if (!pattern.is_object() || !member(pattern, "String").is_string()) not_supported(place + ".pattern without String");
  const auto what = text(member(pattern, "String"), place);
  const auto delimiter = delimiter_of(step, place, "");
  if (what.empty()) malformed(place + ".pattern.String is empty");
  if (flag(step, "invert", false)) not_supported(place + ".invert");
  if (delimiter == Delimiter::contiguous) not_supported(place + ".behavior 'Contiguous'");
  return [what, delimiter](TextPieces& pieces) { cut_at(pieces, what, delimiter); };
}

CutStep cut_step(const json& step, const std::string& place) {
  const auto& type = type_of(step, place);
  if (type == "WhitespaceSplit") return cut_white_space;
  if (type == "Whitespace") return cut_words;
  if (type == "Metaspace") return [how = metaspace_of(step, place)](TextPieces& pieces) { replace_spaces(pieces, how); };
  if (type == "Split") return split_step(step, place);
  if (type == "BertPreTokenizer") {
    return [](TextPieces& pieces) {
      cut_white_space(pieces);
      cut_punctuation(pieces, Delimiter::isolated);
    };
  }
  if (type == "Punctuation") return [what = delimiter_of(step, place, "Isolated")](TextPieces& pieces) { cut_punctuation(pieces, what); };
  not_supported(place + " of type '" + type + "'");
}

std::size_t count_of(const json& value, const std::string& place) {
  if (!value.is_number_unsigned()) malformed(place + " is no number");
  return value.get<std::size_t>();
}

DecodeStep strip_step(const json& step, const std::string& place) {
  const auto content = text(member(step, "content"), place + ".content");
  if (content.empty()) malformed(place + ".content is empty");
  const auto start = count_of(member(step, "start"), place + ".start");
  const auto stop = count_of(member(step, "stop"), place + ".stop");
  return [content, start, stop](std::vector<std::string>& tokens) { strip_tokens(tokens, content, start, stop); };
}

DecodeStep decode_step(const json& step, const std::string& place) {
  const auto& type = type_of(step, place);
  if (type == "WordPiece") {
    const auto prefix = text(member(step, "prefix"), place + ".prefix");
    return [prefix, cleanup = flag(step, "cleanup", true)](std::vector<std::string>& tokens) { join_wordpieces(tokens, prefix, cleanup); };
  }
  if (type == "Metaspace") return [how = metaspace_of(step, place)](std::vector<std::string>& tokens) { restore_spaces(tokens, how); };
  if (type == "ByteFallback") return join_bytes;
  if (type == "Fuse") return fuse_tokens;
  if (type == "Strip") return strip_step(step, place);
  if (type == "Replace") {
    return [replace = replace_step(step, place)](std::vector<std::string>& tokens) {
      for (auto& token : tokens) token = replace(token);
    };
  }
  not_supported(place + " of type '" + type + "'");
}

template <class Step, class Make>
std::vector<Step> all_steps(const json& root, const char* part, const char* list, Make&& make) {
  std::vector<Step> all;
  for (const auto& [place, step] : steps(member(root, part), part, list)) all.push_back(make(*step, place));
  return all;
}

}  // namespace

std::vector<NormalStep> read_normalizer(const json& root) { return all_steps<NormalStep>(root, "normalizer", "normalizers", normal_step); }
std::vector<CutStep> read_pre_tokenizer(const json& root) { return all_steps<CutStep>(root, "pre_tokenizer", "pretokenizers", cut_step); }
std::vector<DecodeStep> read_decoder(const json& root) { return all_steps<DecodeStep>(root, "decoder", "decoders", decode_step); }

TextTokenizer read_text_tokenizer(const json& root, const std::vector<AddedToken>& added, const Limits& limits) {
  TextTokenizer tokenizer;
  tokenizer.normalizer = read_normalizer(root);
  tokenizer.pre_tokenizer = read_pre_tokenizer(root);
  tokenizer.decoder = read_decoder(root);
  tokenizer.model = read_text_model(member(root, "model"), added, limits);
  return tokenizer;
}

}  // namespace baton::inline v0::token
