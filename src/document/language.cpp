#include <baton/document/language.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <baton/core/text.hpp>

#include "document/code_point.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t sample_of_text = 4000;
constexpr std::size_t fewest_letters = 20;
constexpr std::size_t fewest_hits = 5;

struct WordList {
  std::string_view code;
  std::string_view words;  ///< each between spaces
};

// clang-format off
/// The most frequent words of each language that few others have.
constexpr std::array word_lists = std::to_array<WordList>({
    {"en", " the of and to in is that it for was with are as on be at by this have from or which not but "},
    {"de", " der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden wird oder "},
    {"fr", " le la les des et en du un une que est pour qui dans pas sur plus par au avec ce il sont cette ou "},
    {"es", " el la los las de que y en un una por con para es del se no como más su al lo pero este son "},
    {"pt", " o os as de que e do da em um uma para com não por mais dos das se na no ao como mas foi são "},
    {"it", " il di che la e un una per è del della dei non con si le gli nel sono da più anche come al "},
    {"nl", " de het een van en in is dat op te zijn met voor niet aan er om ook als bij door maar naar wordt "},
    {"da", " og i at det en den til er som på de med af for ikke der et har fra var eller vi kan blev "},
    {"no", " og i det som en på er av til med for at ikke den har de et om var fra eller blir kan mellom "},
    {"sv", " och i att det som en på är av för med till den har de inte ett om var från eller kan vid blev "},
    {"fi", " ja on ei että se oli ovat mutta kun niin myös kuin tai sen hän joka jos voi ole mukaan sekä olla nyt "},
    {"pl", " i w na z się nie do to że jest o jak po ale od za przez są dla tym już tego lub jego "},
    {"cs", " a v se na je že s z do o k i za by pro ale od po jako jsou které není nebo byl "},
    {"hu", " a az és hogy nem is egy meg van ez volt csak de már mint még vagy azt ha el kell lesz "},
    {"ro", " și de în a la cu pe o că este nu din care un mai pentru sunt au fost sau ca prin "},
    {"tr", " ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne ancak ya en değil olduğu her "},
    {"ru", " и в не на что с по это как а к но из у за от для он так все было же или "},
    {"uk", " і в на що не з та до як це за у від для але по є або він який також було "},
});

/// Scripts in which one language is written for the most part.
constexpr std::array<std::pair<UScriptCode, std::string_view>, 8> own_scripts = {{
    {USCRIPT_HIRAGANA, "ja"}, {USCRIPT_KATAKANA, "ja"}, {USCRIPT_HANGUL, "ko"}, {USCRIPT_GREEK, "el"},
    {USCRIPT_HEBREW, "he"}, {USCRIPT_THAI, "th"}, {USCRIPT_ARABIC, "ar"}, {USCRIPT_DEVANAGARI, "hi"}}};
// clang-format on

/// The letters of a text by script, and its words in lower case.
struct LetterCounts {
  std::size_t latin_or_cyrillic = 0;
  std::size_t han = 0;
  std::array<std::size_t, own_scripts.size()> own{};
  std::vector<std::string> words;
};

void count_letter(UChar32 code, LetterCounts& into) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  if (script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC) ++into.latin_or_cyrillic;
  if (script == USCRIPT_HAN) ++into.han;
  for (std::size_t at = 0; at < own_scripts.size(); ++at) into.own[at] += own_scripts[at].first == script ? 1U : 0U;
}

LetterCounts count_letters(std::string_view text) {
  LetterCounts counts;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const auto code = static_cast<UChar32>(detail::next_code_point(text, at));
    if (u_isalpha(code)) {
      append_utf8(word, static_cast<char32_t>(u_tolower(code)));
      count_letter(code, counts);
    } else if (!word.empty()) {
      counts.words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) counts.words.push_back(std::move(word));
  return counts;
}

/// The best list, if it is clearly better than the next.
std::string_view by_words(const std::vector<std::string>& words) {
  std::size_t best = 0;
  std::size_t next = 0;
  std::string_view code;
  for (const WordList& list : word_lists) {
    const auto hits = static_cast<std::size_t>(std::ranges::count_if(words, [&](const std::string& word) {
      return list.words.find(" " + word + " ") != std::string_view::npos;
    }));
    if (hits > best) {
      next = std::exchange(best, hits);
      code = list.code;
    } else {
      next = std::max(next, hits);
    }
  }
  const bool prose = best >= fewest_hits && best * 8 >= words.size();
  return prose && best * 10 >= next * 11 ? code : std::string_view();
}

}  // namespace

std::string_view guess_language(std::string_view text) {
  const LetterCounts counts = count_letters(text.substr(0, utf8_floor(text, std::min(text.size(), sample_of_text))));
  std::size_t others = 0;
  for (const std::size_t count : counts.own) others += count;
  const std::size_t all = counts.latin_or_cyrillic + counts.han + others;
  if (all < fewest_letters) return {};
  if (counts.own[0] + counts.own[1] > 0 && (counts.own[0] + counts.own[1] + counts.han) * 2 > all) return "ja";
  for (std::size_t at = 2; at < own_scripts.size(); ++at) {
    if (counts.own[at] * 2 > all) return own_scripts[at].second;
  }
  if (counts.han * 2 > all) return "zh";
  return by_words(counts.words);
}

}  // namespace baton::inline v0
