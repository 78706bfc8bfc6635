#include "word_forms.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <libstemmer.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <baton/core/error.hpp>
#include <baton/index/keywords.hpp>

#include "document/normal_text.hpp"
#include "index/languages.hpp"
#include "index/stop_words.hpp"
#include "index/text_words.hpp"

namespace baton::inline v0 {
namespace {

/// What is longer is no word, and stemming it takes time.
constexpr std::size_t longest_stemmed = 64;
/// So many words tell the language of a text.
constexpr std::size_t most_words_looked_at = 200;

/// With each letter and its marks apart (NFD).
std::string taken_apart(const std::string& word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const to = icu::Normalizer2::getNFDInstance(status);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  if (to != nullptr) to->normalizeUTF8(0, icu::StringPiece(word.data(), static_cast<int32_t>(word.size())), sink, nullptr, status);
  if (to == nullptr || U_FAILURE(status)) throw Error(ErrorCode::internal, "ICU cannot take the letters of a word apart");
  return out;
}

bool is_ascii(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Without the combining marks U+0300 to U+036F, which in UTF-8 begin with CC and CD.
std::string without_accents(const std::string& word) {
  if (is_ascii(word)) return word;
  const std::string apart = taken_apart(word);
  std::string bare;
  for (std::size_t at = 0; at < apart.size(); ++at) {
    const auto lead = static_cast<unsigned char>(apart[at]);
    const auto next = at + 1 < apart.size() ? static_cast<unsigned char>(apart[at + 1]) : 0U;
    if (lead == 0xCC || (lead == 0xCD && next < 0xB0)) ++at;
    else bare += apart[at];
  }
  return detail::normalized(bare, NormalForm::nfc);
}

}  // namespace

void WordForms::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

WordForms::WordForms(std::vector<std::string> languages) : languages_(std::move(languages)) {
  check_languages(languages_);
  // Porter's first stemmer finds more in Cranfield than Snowball's "english", his second.
  for (const std::string& code : languages_) stemmers_.emplace_back(sb_stemmer_new(code == "en" ? "porter" : code.c_str(), "UTF_8"));
}

std::string WordForms::form(const std::string& word, std::size_t language) const {
  sb_stemmer* const stemmer = stemmers_[language].get();
  if (stemmer == nullptr || word.size() > longest_stemmed) return without_accents(word);
  const std::string composed = detail::normalized(word, NormalForm::nfc);
  const sb_symbol* const stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(composed.data()), static_cast<int>(composed.size()));
  if (stem == nullptr) throw std::bad_alloc();
  return without_accents({reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))});
}

std::size_t WordForms::language_of(std::string_view text) const {
  if (languages_.size() == 1) return 0;
  std::vector<std::string> words;
  for (WordReader reader(text); words.size() < most_words_looked_at && reader.next();) words.push_back(reader.word());
  return likely_language(words, languages_);
}

std::vector<std::string> WordForms::all_forms(const std::string& word) const {
  std::vector<std::string> forms;
  for (std::size_t language = 0; language < languages_.size(); ++language) {
    std::string one = form(word, language);
    if (std::ranges::find(forms, one) == forms.end()) forms.push_back(std::move(one));
  }
  return forms;
}

void for_each_filed_word(std::string_view text, const WordForms& forms, const std::function<bool(const std::string& word)>& use) {
  const std::size_t language = forms.language_of(text);
  for (WordReader reader(text); reader.next();) {
    const std::string form = forms.form(reader.word(), language);
    if (!form.empty() && !use(form)) return;
  }
}

std::vector<std::string> wanted_words(std::string_view question, const WordForms& forms) {
  std::set<std::string> wanted;
  for (const WeightedWord& word : keywords_of(question, {.languages = forms.languages()})) {
    for (std::string& form : forms.all_forms(word.word)) wanted.insert(std::move(form));
  }
  wanted.erase("");
  return {wanted.begin(), wanted.end()};
}

}  // namespace baton::inline v0
