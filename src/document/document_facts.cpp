#include "document/document_facts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/result.hpp>
#include <baton/core/text.hpp>

#include "core/ascii.hpp"
#include "document/markdown_outline.hpp"
#include "document/markdown_writer.hpp"
#include "yaml/yaml.hpp"

namespace baton::inline v0::detail {
namespace {

using FactName = std::pair<std::string_view, const char*>;

/// Keys of front matter, and what they are called in the metadata.
constexpr std::array<FactName, 13> front_matter_names = {{{"author", "author"}, {"authors", "author"}, {"date", "date"}, {"updated", "date"}, {"lang", "language"},
    {"language", "language"}, {"description", "description"}, {"summary", "description"}, {"tags", "tags"}, {"keywords", "tags"},
    {"categories", "categories"}, {"category", "categories"}, {"version", "version"}}};
/// Names of HTML's `meta`, Dublin Core's and Open Graph's among them; in lower case.
constexpr std::array<FactName, 10> meta_names = {{{"author", "author"}, {"dcterms.creator", "author"}, {"description", "description"},
    {"keywords", "keywords"}, {"date", "date"}, {"dcterms.date", "date"}, {"dcterms.modified", "date"}, {"last-modified", "date"},
    {"article:modified_time", "date"}, {"article:published_time", "date"}}};

const char* meant_by(const auto& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &FactName::first);
  return found == names.end() ? nullptr : found->second;
}

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t,"), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t,"));
  rest.remove_prefix(word.size());
  return word;
}

/// -1 for what is no number.
int whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() ? value : -1;
}

int month_number(std::string_view name) {
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::size_t at = name.size() == 3 ? months.find(name) : std::string_view::npos;
  return at == std::string_view::npos || at % 3 != 0 ? -1 : static_cast<int>(at / 3) + 1;
}

bool begins_with_iso_date(std::string_view text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' && whole_number(text.substr(0, 4)) > 0 &&
         whole_number(text.substr(5, 2)) > 0 && whole_number(text.substr(8, 2)) > 0;
}

/// "+01:00" for "+0100", "Z" for the names of Greenwich, nothing for others.
std::string zone_of(std::string_view word) {
  if (word == "GMT" || word == "UT" || word == "UTC" || word == "Z") return "Z";
  const bool numeric = word.size() == 5 && (word[0] == '+' || word[0] == '-') && whole_number(word.substr(1)) >= 0;
  return numeric ? std::string(word.substr(0, 3)) + ":" + std::string(word.substr(3)) : std::string();
}

/// A list of words, or one; anything else is no fact.
bool is_plain(const nlohmann::json& value) {
  if (value.is_array()) return std::ranges::all_of(value, [](const auto& each) { return each.is_string(); }) && !value.empty();
  return value.is_string() || value.is_number() || value.is_boolean();
}

}  // namespace

void note(Document& document, const char* key, std::string_view text) {
  const std::string_view words = trimmed(text);
  if (words.empty()) return;
  nlohmann::json& metadata = document.metadata.ref();
  if (metadata.is_null()) metadata = nlohmann::json::object();
  metadata.emplace(key, words);
}

std::string iso_date(std::string_view text) {
  text = trimmed(text);
  if (begins_with_iso_date(text)) return std::string(text.substr(0, text.find_first_of(" \t\r\n")));
  std::string_view rest = text;
  std::string_view word = next_word(rest);
  if (whole_number(word) < 0) word = next_word(rest);  // the day of the week
  const int day = whole_number(word);
  const int month = month_number(next_word(rest));
  const int year = whole_number(next_word(rest));
  if (day < 1 || day > 31 || month < 1 || year < 1000 || year > 9999) return {};
  std::array<char, 32> date{};
  std::snprintf(date.data(), date.size(), "%04d-%02d-%02d", year, month, day);
  const std::string_view time = next_word(rest);
  const bool timed = time.size() >= 5 && time[2] == ':' && whole_number(time.substr(0, 2)) >= 0 && is_utf8(time);
  if (!timed) return date.data();
  return std::string(date.data()) + "T" + std::string(time.substr(0, 8)) + (time.size() < 8 ? ":00" : "") + zone_of(next_word(rest));
}

void note_front_matter(std::string_view text, const Limits& limits, Document& document) {
  std::string_view matter = text.substr(0, front_matter_end(text));
  if (matter.empty()) return;
  matter.remove_prefix(matter.find('\n') + 1);
  matter = matter.substr(0, matter.rfind("---"));
  const auto parsed = capture([&] { return parse_yaml(matter, limits); });
  if (!parsed || !parsed->is_object()) return;
  for (const auto& [name, value] : parsed->items()) {
    const char* const key = meant_by(front_matter_names, name);
    if (key == nullptr || !is_plain(value)) continue;
    nlohmann::json& metadata = document.metadata.ref();
    if (metadata.is_null()) metadata = nlohmann::json::object();
    metadata.emplace(key, value);
  }
}

void note_meta(std::string_view name, std::string_view content, Document& document) {
  const std::string lower = ascii::lower(name);
  const char* const key = meant_by(meta_names, lower);
  if (key == nullptr) return;
  note(document, key, std::string_view(key) == "date" ? iso_date(content) : std::string(content));
}

}  // namespace baton::inline v0::detail
