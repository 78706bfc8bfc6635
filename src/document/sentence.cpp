#include <baton/document/sentence.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <baton/core/error.hpp>

#include "core/ascii.hpp"
#include "document/cut.hpp"

namespace baton::inline v0 {
namespace {

using detail::is_space;

/// Sorted, in lower case, without the last full stop. Only those that a capital letter often
/// follows are needed: the Unicode rules go on before a small one.
constexpr std::array abbreviations = {
    std::string_view("abb"),  std::string_view("abs"),   std::string_view("approx"),
    std::string_view("apr"),  std::string_view("art"),   std::string_view("aug"),
    std::string_view("av"),   std::string_view("bd"),    std::string_view("bzw"),
    std::string_view("ca"),   std::string_view("capt"),  std::string_view("cf"),
    std::string_view("ch"),   std::string_view("col"),   std::string_view("d.h"),
    std::string_view("dec"),  std::string_view("dept"),  std::string_view("dott"),
    std::string_view("dr"),   std::string_view("dra"),   std::string_view("e.g"),
    std::string_view("ed"),   std::string_view("eds"),   std::string_view("eq"),
    std::string_view("esp"),  std::string_view("est"),   std::string_view("et al"),
    std::string_view("evtl"), std::string_view("feb"),   std::string_view("fig"),
    std::string_view("figs"), std::string_view("gen"),   std::string_view("ggf"),
    std::string_view("gov"),  std::string_view("hon"),   std::string_view("hr"),
    std::string_view("hrsg"), std::string_view("i.e"),   std::string_view("ing"),
    std::string_view("jan"),  std::string_view("jr"),    std::string_view("kap"),
    std::string_view("lt"),   std::string_view("m.e"),   std::string_view("max"),
    std::string_view("messrs"), std::string_view("min"), std::string_view("mme"),
    std::string_view("mr"),   std::string_view("mrs"),   std::string_view("ms"),
    std::string_view("mt"),   std::string_view("nov"),   std::string_view("nr"),
    std::string_view("oct"),  std::string_view("op"),    std::string_view("p"),
    std::string_view("p.ej"), std::string_view("p.ex"),  std::string_view("pp"),
    std::string_view("prof"), std::string_view("pt"),    std::string_view("ref"),
    std::string_view("rep"),  std::string_view("rev"),   std::string_view("s"),
    std::string_view("sec"),  std::string_view("sen"),   std::string_view("sept"),
    std::string_view("sgt"),  std::string_view("sig"),   std::string_view("sog"),
    std::string_view("sr"),   std::string_view("sra"),   std::string_view("srta"),
    std::string_view("st"),   std::string_view("str"),   std::string_view("tab"),
    std::string_view("u.a"),  std::string_view("usw"),   std::string_view("v"),
    std::string_view("vgl"),  std::string_view("vol"),   std::string_view("vs"),
    std::string_view("z.b"),
};
static_assert(std::is_sorted(abbreviations.begin(), abbreviations.end()));

constexpr std::size_t longest_abbreviation = 8;

bool is_ascii_word(char c) { return ascii::is_alnum(c) || c == '.'; }

/// "J", "U.S": but "I" is a word that sentences end with.
bool is_initials(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool capital = word[i] >= 'A' && word[i] <= 'Z';
    if (i % 2 == 0 ? !capital : word[i] != '.') return false;
  }
  return word.size() % 2 == 1 && word != "I";
}

/// Whether what stands before `end`, which is behind a full stop, is an abbreviation or an initial.
bool abbreviates(std::string_view text, std::size_t end) {
  const std::size_t stop = end - 1;
  std::size_t begin = stop;
  while (begin > 0 && stop - begin <= longest_abbreviation && is_ascii_word(text[begin - 1])) --begin;
  if (begin == stop || (begin > 0 && (static_cast<unsigned char>(text[begin - 1]) & 0x80U) != 0)) {
    return false;
  }
  const std::string_view word = text.substr(begin, stop - begin);
  return is_initials(word) || std::ranges::binary_search(abbreviations, ascii::lower(word));
}

/// Whether the boundary that the Unicode rules put at `at` ends a sentence of prose.
bool ends_sentence(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '\n') return false;  // more of a blank line is to come
  std::size_t end = at;
  int newlines = 0;
  while (end > 0 && is_space(text[end - 1])) newlines += text[--end] == '\n' ? 1 : 0;
  if (newlines > 1 || end == 0) return true;
  if (newlines == 0) return text[end - 1] != '.' || !abbreviates(text, end);
  // The rules end a sentence at every line end: here it takes a mark, or a blank line.
  const std::string_view marks = ".!?:\"')]*_";
  if (text[end - 1] == '.') return !abbreviates(text, end);
  return marks.find(text[end - 1]) != std::string_view::npos ||
         (static_cast<unsigned char>(text[end - 1]) & 0x80U) != 0;
}

struct CloseBreaker {
  void operator()(UBreakIterator* breaker) const { ubrk_close(breaker); }
};
struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

void check_status(UErrorCode status) {
  if (U_FAILURE(status) != 0) {
    throw Error(ErrorCode::internal,
                std::string("sentence_ends: the Unicode library says ") + u_errorName(status));
  }
}

}  // namespace

std::vector<std::size_t> sentence_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  if (text.empty()) return ends;
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw Error(ErrorCode::limit_exceeded, "sentence_ends: a text of more than 2 GiB: cut it first");
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> input(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  check_status(status);
  const std::unique_ptr<UBreakIterator, CloseBreaker> breaker(
      ubrk_open(UBRK_SENTENCE, "", nullptr, 0, &status));
  check_status(status);
  ubrk_setUText(breaker.get(), input.get(), &status);
  check_status(status);
  for (auto next = ubrk_next(breaker.get()); next != UBRK_DONE; next = ubrk_next(breaker.get())) {
    const auto at = static_cast<std::size_t>(next);
    if (at < text.size() && ends_sentence(text, at)) ends.push_back(at);
  }
  ends.push_back(text.size());
  return ends;
}

}  // namespace baton::inline v0
