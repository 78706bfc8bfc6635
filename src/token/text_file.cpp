#include "token/text_file.hpp"

#include <utility>

#include "token/lower_case.hpp"
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

CutStep cut_step(const json& step, const std::string& place) {
  const auto& type = type_of(step, place);
  if (type == "WhitespaceSplit") return cut_white_space;
  if (type == "Whitespace") return cut_words;
  if (type == "BertPreTokenizer") {
    return [](TextPieces& pieces) {
      cut_white_space(pieces);
      cut_punctuation(pieces, Delimiter::isolated);
    };
  }
  if (type == "Punctuation") return [what = delimiter_of(step, place, "Isolated")](TextPieces& pieces) { cut_punctuation(pieces, what); };
  not_supported(place + " of type '" + type + "'");
}

DecodeStep decode_step(const json& step, const std::string& place) {
  const auto& type = type_of(step, place);
  if (type == "WordPiece") {
    const auto prefix = text(member(step, "prefix"), place + ".prefix");
    return [prefix, cleanup = flag(step, "cleanup", true)](std::vector<std::string>& tokens) { join_wordpieces(tokens, prefix, cleanup); };
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
