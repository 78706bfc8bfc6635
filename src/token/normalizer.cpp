#include "token/normalizer.hpp"

#include <algorithm>

#include "token/lower_case.hpp"
#include "token/normal_form.hpp"
#include "token/text_class.hpp"
#include "token/text_codes.hpp"

namespace baton::inline v0::token {
namespace {

bool is_chinese(char32_t code) noexcept {
  return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x20000 && code <= 0x2A6DF) ||
         (code >= 0x2A700 && code <= 0x2B73F) || (code >= 0x2B740 && code <= 0x2B81F) || (code >= 0x2B920 && code <= 0x2CEAF) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x2F800 && code <= 0x2FA1F);
}

bool is_removed_by_bert(char32_t code) {
  if (code == '\t' || code == '\n' || code == '\r') return false;
  return code == 0xFFFD || (TextTable::get().of(code) & control) != 0;
}

template <class Holds>
std::string without(std::string_view text, Holds&& holds) {
  std::string out;
  out.reserve(text.size());
  for_each_code(text, [&](char32_t code, std::string_view bytes) {
    if (!holds(code)) out += bytes;
  });
  return out;
}

bool is_nmt_control(char32_t code) noexcept {
  return (code >= 0x1 && code <= 0x8) || code == 0xB || (code >= 0xE && code <= 0x1F) || code == 0x7F || code == 0x8F || code == 0x9F;
}

bool is_nmt_space(char32_t code) noexcept {
  return code == 0x9 || code == 0xA || code == 0xC || code == 0xD || code == 0x1680 || (code >= 0x200B && code <= 0x200F) || code == 0x2028 ||
         code == 0x2029 || code == 0x2581 || code == 0xFEFF || code == 0xFFFD;
}

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

}  // namespace

std::string bert_normalized(std::string_view text, const BertNormalizer& how) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for_each_code(text, [&](char32_t code, std::string_view bytes) {
    if (how.clean_text && is_removed_by_bert(code)) return;
    if (how.clean_text && is_white(code)) {
      out += ' ';
    } else if (how.handle_chinese_chars && is_chinese(code)) {
      (out += ' ').append(bytes) += ' ';
    } else {
      out += bytes;
    }
  });
  if (how.strip_accents && !is_ascii(out)) out = without(to_form(out, NormalForm::d), [](char32_t code) { return (TextTable::get().of(code) & nonspacing) != 0; });
  return how.lowercase ? lower_case(out) : out;
}

std::string without_marks(std::string_view text) {
  return without(text, [](char32_t code) { return (ClassTable::get().of(code) & mark) != 0; });
}

std::string stripped(std::string_view text, bool left, bool right) {
  std::size_t first = text.size();
  std::size_t behind = 0;
  std::size_t at = 0;
  for_each_code(text, [&](char32_t code, std::string_view bytes) {
    if (!is_white(code)) {
      first = std::min(first, at);
      behind = at + bytes.size();
    }
    at += bytes.size();
  });
  if (behind == 0 && (left || right)) return {};
  const auto begin = left ? first : 0;
  return std::string(text.substr(begin, (right ? behind : text.size()) - begin));
}

std::string nmt_normalized(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_code(text, [&](char32_t code, std::string_view bytes) {
    if (is_nmt_control(code)) return;
    if (is_nmt_space(code)) out += ' ';
    else out += bytes;
  });
  return out;
}

std::string with_replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  for (auto found = text.find(what); found != std::string_view::npos; found = text.find(what, at)) {
    out.append(text.substr(at, found - at)).append(by);
    at = found + what.size();
  }
  return out.append(text.substr(at));
}

std::string with_replaced_spaces(std::string_view text, std::size_t least, bool any, std::string_view by) {
  std::string out;
  out.reserve(text.size());
  std::string run;
  std::size_t count = 0;
  const auto finish = [&] {
    if (count > 0) out += count >= least ? by : std::string_view(run);
    run.clear();
    count = 0;
  };
  for_each_code(text, [&](char32_t code, std::string_view bytes) {
    if (code == ' ' || (any && is_white(code))) {
      run += bytes;
      ++count;
      return;
    }
    finish();
    out += bytes;
  });
  finish();
  return out;
}

}  // namespace baton::inline v0::token
