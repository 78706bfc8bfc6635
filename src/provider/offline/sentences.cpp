#include <algorithm>
#include <array>

#include "provider/offline/prompt_reader.hpp"
#include "provider/offline/sentences.hpp"
#include "provider/offline/unicode.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::array<std::string_view, 29> abbreviations = {
    "e.g", "i.e", "etc", "vs", "cf", "mr", "mrs", "ms", "dr", "prof", "fig", "figs", "nos", "st",
    "inc", "ltd", "approx", "sec", "eq", "eqs", "ref", "vol", "pp", "ed", "eds", "al", "resp", "esp", "viz"};

bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

// Whether the word before the stop at `at` takes a stop without ending the sentence.
bool ends_abbreviation(std::string_view text, std::size_t at) {
  std::size_t start = at;
  while (start > 0 && (is_letter(text[start - 1]) || text[start - 1] == '.')) --start;
  std::string word(text.substr(start, at - start));
  if (word.size() == 1 && is_upper(word[0])) return true;
  std::ranges::transform(word, word.begin(), [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
  if (word == "no") {  // "no. 5", but not "He said no. Then …"
    return at + 2 < text.size() && text[at + 2] >= '0' && text[at + 2] <= '9';
  }
  return std::ranges::find(abbreviations, word) != abbreviations.end();
}

// Past the quotes and brackets that close after a stop.
std::size_t skip_closers(std::string_view text, std::size_t at) noexcept {
  constexpr std::string_view closers = "\"')]`*_";
  while (at < text.size()) {
    if (closers.find(text[at]) != std::string_view::npos) {
      ++at;
    } else if (text.substr(at).starts_with("\u201d") || text.substr(at).starts_with("\u2019")) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

bool may_start_sentence(std::string_view rest) noexcept {
  const char c = rest.front();
  return !(c >= 'a' && c <= 'z') && c != ',' && c != ';' && c != ')';
}

// The end of the sentence when the character at `at` ends one, else 0.
std::size_t sentence_end(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '.' || c == '!' || c == '?') {
    const std::size_t end = skip_closers(text, at + 1);
    if (end >= text.size()) return text.size();
    if (text[end] != ' ') return 0;
    if (end + 1 < text.size() && !may_start_sentence(text.substr(end + 1))) return 0;
    return c == '.' && ends_abbreviation(text, at) ? 0 : end;
  }
  if (static_cast<unsigned char>(c) < 0xE3) return 0;
  const char32_t wide = decode_utf8(text, at).value;
  return wide == 0x3002 || wide == 0xFF01 || wide == 0xFF1F ? skip_closers(text, at + 3) : 0;
}

}  // namespace

std::vector<std::string> split_sentences(std::string_view text) {
  std::vector<std::string> sentences;
  std::size_t start = 0;
  bool code = false;
  const std::size_t last_tick = text.rfind('`');
  const auto cut = [&](std::size_t end) {
    const auto sentence = trim(text.substr(start, end - start));
    if (!sentence.empty()) sentences.emplace_back(sentence);
    start = end;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '`') code = !code;
    if (code && at < last_tick) continue;
    if (const std::size_t end = sentence_end(text, at); end > at) {
      cut(end);
      code = false;
      at = end - 1;
    }
  }
  cut(text.size());
  return sentences;
}

}  // namespace baton::inline v0::offline
